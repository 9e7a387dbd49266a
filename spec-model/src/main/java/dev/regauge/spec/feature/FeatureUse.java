package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.Value;
import java.util.SortedMap;

/**
 * One use of a feature in a spec.
 *
 * @param address the name address, for example {@code assets[silver/orders].retry}
 * @param path where it stands, for diagnostics
 * @param values what the answer may depend on, for example {@code slots: 2}; documented at the
 *     feature scanner
 * @param isOptional whether a target that lacks it may leave it out when the author accepts that by
 *     name
 */
public record FeatureUse(
    Feature feature,
    String address,
    SpecPath path,
    SortedMap<String, Value> values,
    boolean isOptional) {

  /** Whether a value of that name is there and true. */
  public boolean claims(String name) {
    return values.get(name) instanceof Value.Bool(boolean isSo) && isSo;
  }
}
