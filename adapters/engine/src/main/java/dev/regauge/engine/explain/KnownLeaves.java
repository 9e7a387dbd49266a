package dev.regauge.engine.explain;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.resolve.SpecResolver;
import dev.regauge.spec.source.PartialProduct.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a product that can be told: all of one that can be read, else those that every
 * reading of it has (docs/adr/0040), so that none hangs on what could not be read.
 *
 * @param spec the product as far as it can be read
 * @param known the values that can be told
 * @param doubtful what stands, in some reading, where nothing can be told
 */
public record KnownLeaves(ResolvedSpec spec, List<SpecLeaf> known, List<SpecLeaf> doubtful) {

  public KnownLeaves {
    known = List.copyOf(known);
    doubtful = List.copyOf(doubtful);
  }

  /** Returns the values; none of a product that cannot even be read in parts. */
  public static Optional<KnownLeaves> of(CompiledProduct product) {
    return product
        .spec()
        .map(spec -> new KnownLeaves(spec, SpecLeaves.of(spec.product()), List.of()))
        .or(() -> product.partial().map(KnownLeaves::ofReadings));
  }

  private static KnownLeaves ofReadings(CompiledProduct.Partial partial) {
    ResolvedSpec first = resolved(partial.readings().first(), partial);
    Map<SpecPath, SpecLeaf> known = new LinkedHashMap<>();
    Map<SpecPath, SpecLeaf> doubtful = new LinkedHashMap<>();
    for (SpecLeaf leaf : SpecLeaves.of(first.product())) {
      (partial.readings().isBroken(leaf.path()) ? doubtful : known).put(leaf.path(), leaf);
    }
    for (Reading reading : partial.readings().others()) {
      Map<SpecPath, SpecLeaf> there = new LinkedHashMap<>();
      SpecLeaves.of(resolved(reading, partial).product())
          .forEach(leaf -> there.put(leaf.path(), leaf));
      for (SpecLeaf leaf : new ArrayList<>(known.values())) {
        SpecLeaf same = there.remove(leaf.path());
        boolean isSame = same != null && same.text().equals(leaf.text());
        if (!isSame && !reading.isWithout(leaf.path())) {
          known.remove(leaf.path());
          doubtful.put(leaf.path(), leaf);
        }
      }
      there.forEach(doubtful::putIfAbsent);
    }
    return new KnownLeaves(
        first, new ArrayList<>(known.values()), new ArrayList<>(doubtful.values()));
  }

  private static ResolvedSpec resolved(Reading reading, CompiledProduct.Partial partial) {
    return new SpecResolver().resolve(reading.product(), reading.sources(), partial.files());
  }
}
