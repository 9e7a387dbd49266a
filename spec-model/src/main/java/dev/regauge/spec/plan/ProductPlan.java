package dev.regauge.spec.plan;

import java.util.SortedMap;

/**
 * The product's own words.
 *
 * @param scope the prefix of every name that is global in an engine, {@code <domain>_<product>}
 *     with {@code -} as {@code _}, for example {@code sales_shop_orders} (semantics 5)
 * @param identifier the product's name as an identifier, for example {@code shop_orders}
 */
public record ProductPlan(
    String name,
    String identifier,
    String scope,
    String version,
    String domain,
    String owner,
    String description,
    SortedMap<String, String> labels) {}
