package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.Set;

/**
 * Catalogs of other types than the usual ones: the step opens them, the same under every engine.
 */
public final class CatalogTypes {

  /** The type that steps can open and that keeps no history of a table. */
  private static final String NESSIE = "nessie";

  private static final Set<String> OPENED = Set.of("polaris", "glue", "hive", NESSIE);

  private CatalogTypes() {}

  /** Whether the step opens a catalog of this type. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.CATALOG_TYPE
        && use.values().get("type") instanceof Value.Text(String type)
        && OPENED.contains(type);
  }

  /** Returns the answer of an engine, called by its name, to a catalog of such a type. */
  public static Support support(String engine, FeatureUse use) {
    if (!carries(use)) {
      return NotYet.on(engine, use);
    }
    return use.values().get("type") instanceof Value.Text(String type) && type.equals(NESSIE)
        ? new Support.Emulated(
            "Nessie knows of each table its newest snapshot alone: every commit hands on the"
                + " records of those before it, and audited rows are checked before they are in"
                + " the catalog at all")
        : new Support.Native();
  }
}
