package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Approximated;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.model.Value;

/**
 * The services that a product includes itself. No bundle has them, whatever its engine: they are
 * made beside it, and live longer. What a bundle has is where they are, which the plan says.
 */
public final class OwnServices {

  private OwnServices() {}

  /** Returns the answer of every engine. */
  public static Support support(FeatureUse use) {
    if (use.feature() == Feature.SERVICE_REPLICAS) {
      return new Approximated("the bundle has none: regauge services render counts them");
    }
    String place = use.values().get("place") instanceof Value.Text(String text) ? text : "";
    return switch (place) {
      case "known" ->
          new Emulated(
              "regauge services render makes it beside the bundle; each step has its host and its"
                  + " URL as variables");
      case "elsewhere" ->
          new Emulated("it runs elsewhere; each step has its host and its URL as variables");
      default ->
          new Approximated(
              "regauge services render makes it beside the bundle; no environment says where, so"
                  + " whoever runs the bundle sets REGAUGE_SERVICE_<NAME>");
    };
  }

  /** Whether the runtime sees to a use by itself. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.SERVICE || use.feature() == Feature.SERVICE_REPLICAS;
  }
}
