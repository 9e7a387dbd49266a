package dev.regauge.engine.explain;

import dev.regauge.spec.diagnostic.SpecPath;
import java.util.Optional;

/**
 * A single value of a completed product.
 *
 * @param path by positions, for example {@code assets[2].retry.max}
 * @param address by names, for example {@code assets[silver/orders].retry.max}
 * @param text the value as one line
 * @param variable the name in {@code {env: NAME}}, when the value is one
 */
public record SpecLeaf(SpecPath path, String address, String text, Optional<String> variable) {

  /** Whether the leaf is the place itself or lies inside it; the place is a path or an address. */
  public boolean isIn(String place) {
    return place.isEmpty() || isIn(path.text(), place) || isIn(address, place);
  }

  /** Returns the address of a field that the leaf lies in, else the field as it is. */
  String addressOf(String field) {
    String whole = path.text();
    String rest = whole.startsWith(field) ? whole.substring(field.length()) : "";
    return !rest.isEmpty() && address.endsWith(rest)
        ? address.substring(0, address.length() - rest.length())
        : field;
  }

  private static boolean isIn(String whole, String place) {
    return whole.startsWith(place)
        && (whole.length() == place.length() || ".[".indexOf(whole.charAt(place.length())) >= 0);
  }
}
