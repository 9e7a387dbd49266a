/** Stage after the bundle: leads from a line of a generated file back to the product's place. */
@NullMarked
package dev.regauge.engine.where;

import org.jspecify.annotations.NullMarked;
