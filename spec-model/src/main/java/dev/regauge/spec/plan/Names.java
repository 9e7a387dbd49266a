package dev.regauge.spec.plan;

/** Makes the identifiers of semantics 5 from the names of the spec. */
final class Names {

  private final ProductPlan product;

  Names(ProductPlan product) {
    this.product = product;
  }

  /**
   * Returns a product's, domain's or job's name as an identifier: {@code shop-orders} as {@code
   * shop_orders}.
   */
  static String identifier(String name) {
    return name.replace('-', '_');
  }

  /** Returns an asset's key as an identifier: {@code silver/orders} as {@code silver__orders}. */
  static String ofKey(String key) {
    return key.replace("/", "__");
  }

  /** Returns a name that is global in an engine: {@code sales_shop_orders_api}. */
  String global(String name) {
    return product.scope() + "_" + name;
  }

  /** Returns the namespace that a product has by default: {@code sales-shop-orders}. */
  String namespace() {
    return product.domain() + "-" + product.name();
  }
}
