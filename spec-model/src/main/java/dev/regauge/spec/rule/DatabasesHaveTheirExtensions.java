package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.DatabaseSpec;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a database is to have is in the image of its PostgreSQL, which is the same tomorrow. */
final class DatabasesHaveTheirExtensions implements Rule {

  private static final Code CODE = new Code("RG-RULE-489");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /** What PostgreSQL's own sources bring (its appendix F), and what is always there. */
  private static final Set<String> OWN =
      Set.of(
          ("amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn"
                  + " earthdistance file_fdw fuzzystrmatch hstore insert_username intagg intarray"
                  + " isn lo ltree moddatetime pageinspect pg_buffercache pg_freespacemap"
                  + " pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect"
                  + " pgcrypto pgrowlocks pgstattuple plpgsql postgres_fdw refint seg sslinfo"
                  + " tablefunc tcn tsm_system_rows tsm_system_time unaccent uuid-ossp xml2")
              .split(" "));

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<ServiceSpec> services = graph.product().services();
    for (int i = 0; i < services.size(); i++) {
      SpecPath at = SpecPath.of("services").at(i).field("database");
      String owner = "the database of service '" + services.get(i).metadata().name() + "'";
      services
          .get(i)
          .database()
          .ifPresent(
              database -> {
                judgeExtensions(graph, database, owner, at, out);
                database
                    .image()
                    .ifPresent(image -> judgeImage(graph, image, owner, at.field("image"), out));
              });
    }
  }

  private static void judgeExtensions(
      SpecGraph graph, DatabaseSpec database, String owner, SpecPath at, Diagnostics out) {
    for (int i = 0; i < database.extensions().size(); i++) {
      String name = database.extensions().get(i);
      SpecPath place = at.field("extensions").at(i);
      if (!NAME.matcher(name).matches()) {
        out.add(
            Diagnostic.error(CODE, "no extension is called '" + name + "', of " + owner)
                .at(place, graph.locator())
                .label("not a name of an extension")
                .help("write it as CREATE EXTENSION takes it, such as pg_trgm, or vector"));
      } else if (database.image().isEmpty() && !OWN.contains(name)) {
        out.add(
            Diagnostic.error(CODE, owner + " has no image that brings '" + name + "'")
                .at(place, graph.locator())
                .label("not one of PostgreSQL's own")
                .help("write the 'image' of the database, one in which '" + name + "' is"));
      }
    }
  }

  private static void judgeImage(
      SpecGraph graph, ImageSpec image, String owner, SpecPath at, Diagnostics out) {
    boolean isLatest = image.tag().filter("latest"::equals).isPresent();
    if (isLatest || (image.tag().isEmpty() && image.digest().isEmpty())) {
      out.add(
          Diagnostic.error(
                  CODE, "the image of " + owner + (isLatest ? " is 'latest'" : " has no tag"))
              .at(isLatest ? at.field("tag") : at, graph.locator())
              .label("another one tomorrow")
              .help("write a tag of a version, or a digest"));
    }
  }
}
