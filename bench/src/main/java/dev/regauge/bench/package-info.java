/** Measures the generator; compiled by verify, run by hand. */
@NullMarked
package dev.regauge.bench;

import org.jspecify.annotations.NullMarked;
