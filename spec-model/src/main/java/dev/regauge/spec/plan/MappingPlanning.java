package dev.regauge.spec.plan;

import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.partition.KeyMapping;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a mapping of the spec as one of the partition algebra. */
final class MappingPlanning {

  private MappingPlanning() {}

  static KeyMapping plan(MappingSpec spec) {
    return switch (spec.kind()) {
      case "identity" -> new KeyMapping.Identity();
      case "all" -> new KeyMapping.All();
      case "last" -> new KeyMapping.Last();
      case "window" ->
          new KeyMapping.Overlap(
              spec.window().flatMap(MappingSpec.WindowSpec::start).orElse(0),
              spec.window().flatMap(MappingSpec.WindowSpec::end).orElse(0));
      case "static" -> new KeyMapping.Fixed(spec.fixed().orElseThrow());
      case "dims" -> {
        SortedMap<String, KeyMapping> each = new TreeMap<>();
        spec.dims().orElseThrow().forEach((name, inner) -> each.put(name, plan(inner)));
        yield new KeyMapping.Dimensions(each);
      }
      default -> throw new IllegalStateException("no mapping is called " + spec.kind());
    };
  }
}
