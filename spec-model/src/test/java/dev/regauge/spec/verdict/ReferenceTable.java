package dev.regauge.spec.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What names what in the full example, written down by hand from the spec: where a name stands and
 * where it must be declared. It knows nothing of the linker.
 */
final class ReferenceTable {

  private static final Set<String> MAKING_TABLES =
      Set.of("python", "sql", "dbt", "spark", "dlt", "airbyte", "connector");

  private final Map<?, ?> product;
  private final TreeFields fields;
  private final List<String> broken = new ArrayList<>();

  private ReferenceTable(Object product) {
    this.product = (Map<?, ?>) product;
    fields = new TreeFields(product);
  }

  /** Returns the places of names that nobody declares, as {@code assets/2/partitions}. */
  static List<String> broken(Object product) {
    ReferenceTable table = new ReferenceTable(product);
    table.look();
    return table.broken.stream().distinct().toList();
  }

  private void look() {
    Set<String> sets = keys("partitions");
    Set<String> assets = names("assets", "key");
    Set<String> resources = keys("resources");
    Set<String> catalogs = keys("catalogs");
    Set<String> pools = keys("pools");
    Set<String> jobs = names("jobs", "name");
    Set<String> alerts = keys("alerts");
    Set<String> outside = keys("external");
    Set<String> known = new TreeSet<>(assets);
    known.addAll(outside);
    Set<String> tables = tables();
    ownJobs(jobs);

    each("assets/*/partitions", sets);
    each("external/*/partitions", sets);
    each("partitions/*/multi/*", sets);
    each("sensors/*/adds", sets);
    each("assets/*/deps/*", known);
    each("assets/*/deps/*/asset", known);
    each("assets/*/inputs/*/asset", known);
    each("assets/*/inputs/*", union(known, tables));
    each("assets/*/inputs/*/table", tables);
    each("assets/*/resources/*", resources);
    each("assets/*/run/sql/engine", resources);
    each("sensors/*/table/resource", resources);
    each("sensors/*/http/resource", resources);
    each("sensors/*/table/table", tables);
    each("assets/*/pool/name", pools);
    each("assets/*/outputs/*/catalog", union(catalogs, resources));
    each("environments/*/pools/?", pools);
    each("environments/*/jobs/?", jobs);
    each("environments/*/alerts/?", alerts);
    each("jobs/*/onFailure/*", alerts);
    each("jobs/*/params/?", keys("params"));
    each("jobs/*/triggers/*/sensor", names("sensors", "name"));
    each("hooks/*/assets/*", assets);
    each("ports/*/table", tables);
    each("jobs/*/select/*", selectors(assets));
    each("assets/*/run/maintain/tables/*", union(tables, Set.of("*")));
    each("assets/*/checks/*/relationships/to/table", tables);
    each("assets/*/checks/*/*/source", tables);
    each("alerts/*/select/*", selectors(assets));
    events("jobs", known, jobs);
    readTables();
    mappings();
  }

  /** An asset with its own trigger, or in no job, has a job called like its key. */
  private void ownJobs(Set<String> jobs) {
    for (String key : names("assets", "key")) {
      jobs.add(key.replace('/', '_'));
    }
  }

  /** A run of another kind than those that end in no table writes one named after its key. */
  private Set<String> tables() {
    Set<String> tables = names("tables", "name");
    fields.each("assets/*", (place, asset) -> tables.addAll(tablesOf((Map<?, ?>) asset)));
    fields.texts("external/*/table", (place, name) -> tables.add(name));
    return tables;
  }

  private static Set<String> tablesOf(Map<?, ?> asset) {
    Set<String> tables = new TreeSet<>();
    String own = String.valueOf(asset.get("key")).replace('/', '.');
    if (asset.get("outputs") instanceof List<?> outputs) {
      for (Object output : outputs) {
        Object name = ((Map<?, ?>) output).get("table");
        tables.add(name == null ? own : String.valueOf(name));
      }
    } else if (asset.get("run") instanceof Map<?, ?> run
        && run.keySet().stream().anyMatch(MAKING_TABLES::contains)) {
      tables.add(own);
    }
    return tables;
  }

  /** What an asset reads has a table: one that it writes, or one that lies outside. */
  private void readTables() {
    Set<String> readable = new TreeSet<>();
    fields.each(
        "assets/*",
        (place, asset) -> {
          if (!tablesOf((Map<?, ?>) asset).isEmpty()) {
            readable.add(String.valueOf(((Map<?, ?>) asset).get("key")));
          }
        });
    fields.each(
        "external",
        (place, all) ->
            ((Map<?, ?>) all)
                .forEach(
                    (key, entry) -> {
                      if (((Map<?, ?>) entry).get("table") != null) {
                        readable.add(String.valueOf(key));
                      }
                    }));
    each("assets/*/inputs/*/asset", readable);
    each("assets/*/inputs/*", union(readable, tables()));
  }

  /** Between two different sets somebody has to say which partitions are meant. */
  private void mappings() {
    Map<String, Object> setOf = new TreeMap<>();
    for (String list : List.of("assets", "external")) {
      fields.each(
          list + "/*",
          (place, entry) -> {
            Map<?, ?> map = (Map<?, ?>) entry;
            Object key = list.equals("assets") ? map.get("key") : place.substring(9);
            setOf.put(
                String.valueOf(key), map.get("partitions") == null ? "" : map.get("partitions"));
          });
    }
    fields.each(
        "assets/*/inputs/*",
        (place, input) -> {
          if (!(input instanceof Map<?, ?> map) || map.get("asset") == null) {
            return;
          }
          String asset = place.substring(0, place.indexOf("/inputs"));
          Object mine = ((Map<?, ?>) at(asset)).get("partitions");
          Object theirs = setOf.get(String.valueOf(map.get("asset")));
          if (theirs == null || !isKnown(mine) || !isKnown(theirs)) {
            return; // of a set that is not there nothing follows
          }
          boolean isSame = theirs.equals(mine == null ? "" : mine);
          Object mapping = map.get("mapping");
          boolean isUnclear = mapping == null && mine != null && !theirs.equals("") && !isSame;
          if (isUnclear || "identity".equals(mapping) && !isSame) {
            broken.add(place + "/asset");
          }
        });
  }

  private boolean isKnown(Object set) {
    return set == null || set.equals("") || keys("partitions").contains(String.valueOf(set));
  }

  private Object at(String place) {
    List<Object> found = new ArrayList<>();
    fields.each(place, (where, value) -> found.add(value));
    return found.getFirst();
  }

  private Set<String> selectors(Set<String> assets) {
    Set<String> selectors = new TreeSet<>(assets);
    for (String key : assets) {
      selectors.add("+" + key);
      selectors.add(key + "+");
    }
    selectors.add("*");
    return selectors;
  }

  private void events(String list, Set<String> assets, Set<String> jobs) {
    visitMaps(
        product.get(list),
        list,
        (place, map) -> {
          if (map.get("event") instanceof String event && map.get("target") instanceof String to) {
            Set<String> known =
                event.startsWith("job") || event.startsWith("sched") ? jobs : assets;
            if (!known.contains(to)) {
              broken.add(place + "/target");
            }
          }
        });
  }

  private void visitMaps(Object node, String place, BiConsumer<String, Map<?, ?>> visitor) {
    if (node instanceof Map<?, ?> map) {
      visitor.accept(place, map);
      map.forEach((key, value) -> visitMaps(value, place + "/" + key, visitor));
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        visitMaps(list.get(i), place + "/" + i, visitor);
      }
    }
  }

  private static Set<String> union(Set<String> one, Set<String> two) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(two);
    return both;
  }

  private Set<String> keys(String field) {
    Set<String> keys = new TreeSet<>();
    if (product.get(field) instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> keys.add(String.valueOf(key)));
    }
    return keys;
  }

  private Set<String> names(String list, String field) {
    Set<String> names = new TreeSet<>();
    fields.texts(list + "/*/" + field, (place, name) -> names.add(name));
    return names;
  }

  private void each(String pattern, Collection<String> known) {
    fields.texts(
        pattern,
        (place, name) -> {
          if (!known.contains(name)) {
            broken.add(place);
          }
        });
  }
}
