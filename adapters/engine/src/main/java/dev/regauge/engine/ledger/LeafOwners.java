package dev.regauge.engine.ledger;

import dev.regauge.engine.explain.SpecLeaf;
import dev.regauge.engine.explain.SpecLeaves;
import dev.regauge.engine.ledger.WrittenLeaf.Place;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.resolve.ResolvedSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Finds the uses of features that a written leaf belongs to: by its place the values of the
 * completed product that come from it, and of each the innermost use that it lies in.
 */
final class LeafOwners {

  /** What the embedded catalog is said of; nobody writes that catalog. */
  private static final String NOBODYS = "metadata.name";

  private final Map<Place, List<Counted>> byPlace = new LinkedHashMap<>();

  /** Where the maps and lists of a file count, by the file and their paths in it. */
  private final Map<String, Counted> containers = new LinkedHashMap<>();

  private final Map<String, List<FeatureUse>> byAddress = new LinkedHashMap<>();
  private final Map<String, List<FeatureUse>> byPath = new LinkedHashMap<>();

  /** A place in the completed product, by positions and by names. */
  private record Counted(String path, String address) {}

  LeafOwners(ResolvedSpec spec, List<FeatureUse> uses, List<WrittenLeaf> leaves) {
    for (SpecLeaf leaf : SpecLeaves.of(spec.product())) {
      spec.origins().of(leaf.path()).steps().stream()
          .flatMap(step -> step.place().stream())
          .map(Place::of)
          .distinct()
          .forEach(
              place ->
                  byPlace
                      .computeIfAbsent(place, _ -> new ArrayList<>())
                      .add(new Counted(leaf.path().text(), leaf.address())));
    }
    for (WrittenLeaf leaf : leaves) {
      byPlace.getOrDefault(leaf.place(), List.of()).forEach(value -> addContainers(leaf, value));
    }
    for (FeatureUse use : uses) {
      if (!use.path().text().equals(NOBODYS)) {
        add(byAddress, use.address(), use);
        String path = dotted(use.path().text());
        add(byPath, path, use);
        if (path.endsWith(".asset")) { // an edge's place is the name in it
          add(byPath, path.substring(0, path.length() - ".asset".length()), use);
        }
        if (use.feature() == Feature.OUTPUT_TABLE
            && use.values().get("table") instanceof Value.Text(String table)) {
          add(byAddress, "tables[" + table + "]", use); // where the table may be described
        }
      }
    }
  }

  private static void add(Map<String, List<FeatureUse>> index, String key, FeatureUse use) {
    index.computeIfAbsent(key, _ -> new ArrayList<>()).add(use);
  }

  /** As far as the steps are the same, what is around a leaf counts around its value. */
  private void addContainers(WrittenLeaf leaf, Counted value) {
    String written = leaf.path();
    String path = value.path();
    String address = value.address();
    while (!written.isEmpty() && dottedStep(written).equals(dottedStep(path))) {
      written = above(written);
      path = above(path);
      address = above(address);
      containers.putIfAbsent(leaf.place().file() + ":" + written, new Counted(path, address));
    }
  }

  /** The uses of a leaf; by names where it counts, when the completed product has it. */
  record Owned(Optional<String> address, List<FeatureUse> uses) {}

  /** Returns the uses that a leaf belongs to; none when no feature is asked for by it. */
  Owned of(WrittenLeaf leaf) {
    List<Counted> values = valuesOf(leaf);
    SequencedSet<FeatureUse> uses = new LinkedHashSet<>();
    for (Counted value : values) {
      uses.addAll(innermost(value.path(), value.address()));
    }
    return new Owned(values.stream().findFirst().map(Counted::address), List.copyOf(uses));
  }

  /**
   * What lies in a value that is taken whole, as an asset's metadata, counts as that value; what
   * says nothing, as null, counts where the map counts that it stands in.
   */
  private List<Counted> valuesOf(WrittenLeaf leaf) {
    List<Counted> own = byPlace.getOrDefault(leaf.place(), List.of());
    for (Place place : leaf.around()) {
      if (!own.isEmpty()) {
        return own;
      }
      own = byPlace.getOrDefault(place, List.of());
    }
    if (!own.isEmpty()) {
      return own;
    }
    String around = above(leaf.path());
    while (true) {
      Counted found = containers.get(leaf.place().file() + ":" + around);
      if (found != null) {
        String rest = leaf.path().substring(around.length());
        return List.of(new Counted(joined(found.path(), rest), joined(found.address(), rest)));
      }
      if (around.isEmpty()) {
        return List.of();
      }
      around = above(around);
    }
  }

  /** An address tells elements apart that have one path; where neither is nearer, it counts. */
  private List<FeatureUse> innermost(String path, String address) {
    String named = nearest(byAddress, address);
    String dotted = dotted(path);
    String placed = nearest(byPath, dotted);
    boolean isNamed = address.length() - named.length() <= dotted.length() - placed.length();
    if (isNamed && !named.isEmpty()) {
      return byAddress.getOrDefault(named, List.of());
    }
    return byPath.getOrDefault(placed, byAddress.getOrDefault(named, List.of()));
  }

  private static String nearest(Map<String, List<FeatureUse>> index, String whole) {
    String place = whole;
    while (!place.isEmpty() && !index.containsKey(place)) {
      place = above(place);
    }
    return place;
  }

  private static String joined(String around, String rest) {
    String step = rest.startsWith(".") ? rest.substring(1) : rest;
    return around.isEmpty() || step.startsWith("[") ? around + step : around + "." + step;
  }

  private static String above(String path) {
    return path.substring(0, Math.max(0, lastStep(path)));
  }

  private static String dottedStep(String path) {
    return dotted(path.substring(Math.max(0, lastStep(path)))).replaceFirst("^\\.", "");
  }

  private static int lastStep(String path) {
    return path.endsWith("]") ? path.lastIndexOf('[') : path.lastIndexOf('.');
  }

  private static String dotted(String path) {
    return path.replace('[', '.').replace("]", "");
  }
}
