/**
 * What a plugin implements that makes and changes the tables of a product: a session over the plan,
 * its lock and the catalogs. The command line is the only one that asks.
 */
@NullMarked
package dev.regauge.plugins.api.catalog;

import org.jspecify.annotations.NullMarked;
