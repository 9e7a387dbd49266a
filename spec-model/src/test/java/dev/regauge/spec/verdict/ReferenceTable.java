package dev.regauge.spec.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What names what in the full example, written down by hand from the spec: where a name stands and
 * where it must be declared. It knows nothing of the linker.
 */
final class ReferenceTable {

  private final Map<?, ?> product;
  private final List<String> broken = new ArrayList<>();

  private ReferenceTable(Object product) {
    this.product = (Map<?, ?>) product;
  }

  /** Returns the places of names that nobody declares, as {@code assets/2/partitions}. */
  static List<String> broken(Object product) {
    ReferenceTable table = new ReferenceTable(product);
    table.look();
    return List.copyOf(table.broken);
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
    events("jobs", known, jobs);
  }

  /** An asset with its own trigger, or in no job, has a job called like its key. */
  private void ownJobs(Set<String> jobs) {
    for (String key : names("assets", "key")) {
      jobs.add(key.replace('/', '_'));
    }
  }

  private Set<String> tables() {
    Set<String> tables = names("tables", "name");
    for (String key : names("assets", "key")) {
      tables.add(key.replace('/', '.'));
    }
    visit("external/*/table", (place, name) -> tables.add(name));
    visit("assets/*/outputs/*/table", (place, name) -> tables.add(name));
    return tables;
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
    visit(list + "/*/" + field, (place, name) -> names.add(name));
    return names;
  }

  private void each(String pattern, Collection<String> known) {
    visit(
        pattern,
        (place, name) -> {
          if (!known.contains(name)) {
            broken.add(place);
          }
        });
  }

  /** A star is any step; a question mark in the end takes the keys themselves as the names. */
  private void visit(String pattern, BiConsumer<String, String> visitor) {
    visit(product, List.of(pattern.split("/")), "", visitor);
  }

  private static void visit(
      Object node, List<String> steps, String place, BiConsumer<String, String> visitor) {
    if (steps.isEmpty()) {
      if (node instanceof String name) {
        visitor.accept(place, name);
      }
      return;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            String at = place.isEmpty() ? String.valueOf(key) : place + "/" + key;
            if (step.equals("?")) {
              visitor.accept(at, String.valueOf(key));
            } else if (step.equals("*") || step.equals(String.valueOf(key))) {
              visit(value, rest, at, visitor);
            }
          });
    } else if (node instanceof List<?> list && step.equals("*")) {
      for (int i = 0; i < list.size(); i++) {
        visit(list.get(i), rest, place + "/" + i, visitor);
      }
    }
  }
}
