package dev.regauge.engine.explain;

import dev.regauge.spec.diagnostic.SpecPath;

/**
 * A single value of a completed product.
 *
 * @param path by positions, for example {@code assets[2].retry.max}
 * @param address by names, for example {@code assets[silver/orders].retry.max}
 * @param text the value as one line
 */
public record SpecLeaf(SpecPath path, String address, String text) {

  /** Whether the leaf is the place itself or lies inside it; the place is a path or an address. */
  public boolean isIn(String place) {
    return place.isEmpty() || isIn(path.text(), place) || isIn(address, place);
  }

  private static boolean isIn(String whole, String place) {
    return whole.startsWith(place)
        && (whole.length() == place.length() || ".[".indexOf(whole.charAt(place.length())) >= 0);
  }
}
