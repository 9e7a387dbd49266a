package dev.regauge.services;

import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What neither dialect carries out: refused in both, never dropped. */
public final class CommonRefusals {

  /** Names that PostgreSQL, or the operator, has. */
  private static final Set<String> RESERVED =
      Set.of("postgres", "template0", "template1", "streaming_replica", "cnpg_pooler_pgbouncer");

  /** As many bytes as PostgreSQL has for a name. */
  private static final int LONGEST = 63;

  private CommonRefusals() {}

  /** Adds what a service has that nothing is made of. */
  public static void judge(Platform platform, Placed service, Refusals refusals) {
    ServiceSpec spec = service.spec();
    ServiceDatabase.of(service).ifPresent(database -> judge(platform, database, refusals));
    for (Map.Entry<String, Value> variable : spec.env().entrySet()) {
      if (Setting.of(variable.getValue(), platform).isEmpty()) {
        refusals.add(
            service,
            service.at().field("env").entry(variable.getKey()),
            "a variable holds one text",
            "write the list or map as the text that the program reads");
      }
    }
    spec.image()
        .ifPresent(
            image ->
                judge(
                    platform, service, image.repository(), service.at().field("image"), refusals));
    for (int i = 0; i < spec.setup().size(); i++) {
      SpecPath at = service.at().field("setup").at(i).field("image");
      spec.setup()
          .get(i)
          .image()
          .ifPresent(image -> judge(platform, service, image.repository(), at, refusals));
    }
    List<ServiceSpec.FileSpec> files = spec.files();
    for (int i = 0; i < files.size(); i++) {
      SpecPath at = service.at().field("files").at(i).field("source");
      if (!platform.files().containsKey(files.get(i).source())) {
        refusals.add(service, at, "this is a folder", "name each of its files");
      }
    }
  }

  /** Adds what a service that runs elsewhere has of ours. */
  public static void judgeElsewhere(Placed service, Refusals refusals) {
    if (service.spec().database().isPresent()) {
      refusals.add(
          service,
          service.at().field("database"),
          "who runs elsewhere has its database there",
          "leave database out");
    }
  }

  private static void judge(Platform platform, ServiceDatabase database, Refusals refusals) {
    Placed service = database.service();
    SpecPath at = service.at().field("database");
    String name = database.spec().name();
    if (RESERVED.contains(name) || name.startsWith("pg_") || name.length() > LONGEST) {
      refusals.add(
          service,
          at.field("name"),
          "a database and its owner have this name, of at most "
              + LONGEST
              + " characters, and"
              + " PostgreSQL or its operator keeps some for itself",
          "write another name");
    }
    if (database.isHidden()) {
      refusals.add(
          service,
          service.at().field("env").entry(ServiceDatabase.VARIABLE),
          "this variable says where the database of the service is",
          "leave it out; what is here would hide it");
    }
    database
        .spec()
        .image()
        .ifPresent(
            image -> judge(platform, service, image.repository(), at.field("image"), refusals));
  }

  private static void judge(
      Platform platform, Placed service, Value repository, SpecPath image, Refusals refusals) {
    if (Setting.of(repository, platform).isEmpty()) {
      refusals.add(
          service, image.field("repository"), "an image has one name", "write the name alone");
    }
  }
}
