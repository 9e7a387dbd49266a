package dev.regauge.spec.verdict;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change of the full example breaks beyond structure, names and columns, by the spec's own
 * words: the change (a star is any step of the place), the code that says so and where.
 */
final class RuleTable {

  private static final Map<String, String> RULES = new TreeMap<>();

  static {
    RULES.put("code/paths/* → text", "RG-READ-024@."); // no such file
    RULES.put("code/lock → text", "RG-READ-024@.");
    // Without its folder no bundle carries the application of Spark.
    RULES.put("code/paths/1 → deleted", "RG-RULE-466@assets/5/run/spark/app");
    RULES.put("assets/8/run/container/image/tag → deleted", "RG-RULE-452@.."); // another tomorrow
    RULES.put("assets/8/run/container/image → text", "RG-RULE-452@."); // no tag
    RULES.put("defaults/timezone → text", "RG-RULE-011@."); // no such zone
    RULES.put("partitions/*/*/timezone → text", "RG-RULE-011@.");
    RULES.put("jobs/*/triggers/*/timezone → text", "RG-RULE-011@.");
    RULES.put("partitions/*/*/columnType → text", "RG-READ-018@."); // no such type
    RULES.put("partitions/*/cron/cron → text", "RG-RULE-010@."); // no line of five fields
    RULES.put("assets/*/cron → text", "RG-RULE-010@.");
    RULES.put("jobs/*/triggers/*/cron → text", "RG-RULE-010@.");
    RULES.put("jobs/*/triggers/*/all/*/any/*/cron → text", "RG-RULE-010@.");
    RULES.put("partitions/slots/cron/format → deleted", "RG-RULE-140@.."); // days for hours
    RULES.put("partitions/day_region/multi/* → deleted", "RG-RULE-102@.."); // one dimension left
    RULES.put(
        "partitions/day_region/multi/date → deleted",
        "RG-RULE-061@assets/4/inputs/0/mapping"); // maps `date`
    RULES.put("params/tax_rate → 17", "RG-RULE-018@jobs/0/params/tax_rate"); // 17 is an int
    RULES.put("params/tax_rate/default → many", "RG-RULE-018@."); // no float
    RULES.put("hooks/*/action/webhook/url/env → deleted", "RG-RULE-162@.."); // no address
    RULES.put("hooks/*/action/webhook/url → text", "RG-RULE-162@.");
    RULES.put("alerts/*/slack/url/env → deleted", "RG-RULE-162@..");
    RULES.put("alerts/*/slack/url → text", "RG-RULE-162@.");
    RULES.put("catalogs/lake/uri → deleted", "RG-RULE-029@.."); // rest has one
    RULES.put("catalogs/lake/credential → *", "RG-RULE-026@."); // a secret in the spec
    RULES.put("resources/shop_api/config/token → *", "RG-RULE-026@.");
    RULES.put("resources/warehouse/config → deleted", "RG-RULE-468@.."); // no host
    RULES.put("resources/warehouse/config/host → deleted", "RG-RULE-468@..");
    RULES.put("resources/warehouse/config/host/service → deleted", "RG-RULE-468@..");
    RULES.put("resources/warehouse/config/host → 17", "RG-RULE-468@."); // no text
    RULES.put("resources/warehouse/config/catalog → 17", "RG-RULE-468@.");
    RULES.put("resources/warehouse/config/port → text", "RG-RULE-468@."); // no port
    RULES.put("resources/geocoder/factory → deleted", "RG-RULE-030@.."); // python has one
    RULES.put("assets/3/capabilities/query_engine → text", "RG-RULE-072@assets/3/requires/0");
    RULES.put("assets/3/outputs/0 → deleted", "RG-RULE-032@assets/3/checks/*"); // test nothing
    // Who compares with a table comes after it.
    RULES.put("assets/3/inputs → deleted", "RG-RULE-231@assets/3/checks/*/*/source");
    RULES.put("assets/3/inputs/0 → deleted", "RG-RULE-231@assets/3/checks/*/*/source");
    RULES.put("assets/3/inputs/0/asset → deleted", "RG-RULE-231@assets/3/checks/*/*/source");
    RULES.put("assets/3/deps → deleted", "RG-RULE-231@assets/3/checks/*/*/to/table");
    RULES.put("assets/3/deps/0 → deleted", "RG-RULE-231@assets/3/checks/*/*/to/table");
    RULES.put("assets/3/outputs/0/columns → deleted", "RG-RULE-230@assets/3/checks/*");
    // What the product's gate demands of its tier's tables.
    RULES.put("assets/3/checks → deleted", "RG-RULE-233@assets/3/key");
    RULES.put("assets/3/checks/[01] → deleted", "RG-RULE-233@assets/3/key");
    RULES.put("assets/3/checks/2/range/max → -999999", "RG-RULE-033@../min"); // min above it
    RULES.put("assets/3/checks/2/threshold → deleted", "RG-RULE-062@../warnThreshold");
    RULES.put("assets/3/checks/5/row_count/min → deleted", "RG-RULE-033@.."); // no bound left
    RULES.put("assets/3/partitions → deleted", "RG-RULE-061@assets/[457]/inputs/0/asset");
    RULES.put("assets/3/outputs/* → deleted", "RG-RULE-407@assets/4/run/dbt/select"); // reads it
    RULES.put("assets/2/run/connector/config/endpoint → deleted", "RG-RULE-272@..");
    RULES.put("assets/2/run/connector/config/pagination/max_pages → -999999", "RG-RULE-272@.");
    RULES.put("code/image/repository → 17", "RG-RULE-397@."); // no name of a repository
    RULES.put("assets/2/run/connector/config/base_url → deleted", "RG-RULE-272@..");
    RULES.put("assets/2/run/connector/config/pagination/page_size → text", "RG-RULE-272@.");
    RULES.put("assets/4/inputs/0 → *", "RG-LINK-006@.."); // the model reads it all the same
    RULES.put("assets/4/inputs/0 → deleted", "RG-LINK-006@..");
    RULES.put("assets/5/run/spark/app → text", "RG-READ-024@.");
    RULES.put("sensors/2/http/cursorPath → text", "RG-RULE-322@."); // no way into an answer
    RULES.put("observability/lineage/producer → text", "RG-RULE-381@."); // no URI
    RULES.put(
        "external/crm/customers/partitions → deleted", "RG-RULE-061@assets/3/inputs/1/mapping");
    RULES.put("jobs/1/triggers/0/all/0 → deleted", "RG-RULE-374@..");
    RULES.put("assets/4/run/dbt → text", "RG-RULE-406@."); // no such model
    RULES.put("assets/4/run/dbt/select → text", "RG-RULE-406@.");
    RULES.put("assets/4/partitions → deleted", "RG-RULE-061@assets/4/inputs/0/asset");
    RULES.put("assets/5/partitions → deleted", "RG-RULE-061@assets/5/inputs/0/mapping");
    RULES.put("assets/9/deps → deleted", "RG-RULE-070@../after"); // waits for nothing
    RULES.put(
        "assets/10/inputs → deleted",
        "RG-RULE-069@assets/10/run/export"); // an export has one source
    RULES.put("assets/10/inputs/0 → deleted", "RG-RULE-069@assets/10/run/export");
    // A model reads a table that its asset waits for.
    RULES.put("assets/11/deps → deleted", "RG-RULE-478@assets/11/run/semantic/models/0/sql");
    RULES.put("assets/11/deps/0 → *", "RG-RULE-478@assets/11/run/semantic/models/0/sql");
    RULES.put("assets/11/deps/0 → deleted", "RG-RULE-478@assets/11/run/semantic/models/0/sql");
    RULES.put("jobs/*/select → deleted", "RG-RULE-014@.."); // everything: several sets
    RULES.put("jobs/0/select/0 → deleted", "RG-RULE-014@..");
    RULES.put("jobs/[23]/select/0 → deleted", "RG-RULE-014@..");
  }

  private RuleTable() {}

  /** Returns what is to be found, as {@code RG-RULE-010@jobs/0/triggers/0/cron}. */
  static Set<String> expected(Mutation mutation) {
    Set<String> all = new TreeSet<>();
    RULES.forEach(
        (rule, found) -> {
          String[] parts = rule.split(" → ");
          if (mutation.place().matches(parts[0].replace("*", "[^/]+"))
              && isSuch(mutation.value(), parts[1])) {
            all.add(resolved(found, mutation.place()));
          }
        });
    return all;
  }

  private static boolean isSuch(Object value, String change) {
    return switch (change) {
      case "text" -> value instanceof String;
      case "*" -> value != Mutation.DELETED;
      case "deleted" -> value == Mutation.DELETED;
      default -> change.equals(String.valueOf(value));
    };
  }

  /** One dot is the changed field itself, two are what it is in. */
  private static String resolved(String found, String place) {
    String code = found.substring(0, found.indexOf('@') + 1);
    String at = found.substring(code.length());
    String around = place.substring(0, place.lastIndexOf('/'));
    return code
        + switch (at) {
          case "." -> place;
          case ".." -> around;
          default -> at.startsWith("../") ? around + at.substring(2) : at;
        };
  }
}
