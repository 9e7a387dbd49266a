package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The resources that are warehouses of somebody else's: queries run there, and no table of a step
 * lies there, for none of them takes rows and a record in one transaction (docs/adr/0106).
 */
public final class Warehouses {

  /** The type of a resource that is a Trino. */
  public static final String TRINO = "trino";

  private static final SortedSet<String> TYPES = new TreeSet<>(List.of(TRINO));

  private Warehouses() {}

  /** Whether a type of resources is a warehouse. */
  public static boolean isWarehouse(String type) {
    return TYPES.contains(type);
  }

  /** Returns the resource of a name when it is a warehouse, and no catalog has the name. */
  public static Optional<ResourceSpec> named(ProductSpec product, String name) {
    return Optional.ofNullable(product.resources().get(name))
        .filter(_ -> !product.catalogs().containsKey(name))
        .filter(resource -> isWarehouse(resource.type()));
  }
}
