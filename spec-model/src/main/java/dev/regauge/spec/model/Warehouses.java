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

  /** The types of resources in which dbt builds, and which nobody else here asks. */
  public static final String SNOWFLAKE = "snowflake";

  public static final String DATABRICKS = "databricks";
  public static final String BIGQUERY = "bigquery";

  private static final SortedSet<String> OF_DBT =
      new TreeSet<>(List.of(SNOWFLAKE, DATABRICKS, BIGQUERY));

  private Warehouses() {}

  /** Whether a type of resources is a warehouse. */
  public static boolean isWarehouse(String type) {
    return type.equals(TRINO) || isForDbtAlone(type);
  }

  /** Whether dbt builds its models in a type of resources, and nobody else here asks it. */
  public static boolean isForDbtAlone(String type) {
    return OF_DBT.contains(type);
  }

  /** Returns the resource of a name when it is a warehouse, and no catalog has the name. */
  public static Optional<ResourceSpec> named(ProductSpec product, String name) {
    return Optional.ofNullable(product.resources().get(name))
        .filter(_ -> !product.catalogs().containsKey(name))
        .filter(resource -> isWarehouse(resource.type()));
  }
}
