package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The zone of what says none: an asset's own zone for the partition set and the cron lines that
 * stand in the asset, the product's for all others.
 */
final class Zones {

  /** A zone and where it stands. */
  record Zone(String name, SpecPath from) {}

  private final Zone ofProduct;
  private final SortedMap<String, Zone> ofAssets = new TreeMap<>();

  Zones(ProductSpec product, String zone) {
    this.ofProduct = new Zone(zone, SpecPath.of("defaults", "timezone"));
    for (int i = 0; i < product.assets().size(); i++) {
      AssetSpec asset = product.assets().get(i);
      SpecPath at = SpecPath.of("assets").at(i).field("timezone");
      asset.timezone().ifPresent(own -> ofAssets.putIfAbsent(asset.key(), new Zone(own, at)));
    }
  }

  /** Returns the zone of what stands in an asset, or in none. */
  Zone of(Optional<String> asset) {
    return asset.map(ofAssets::get).orElse(ofProduct);
  }
}
