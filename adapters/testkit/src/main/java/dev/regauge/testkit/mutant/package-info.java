/** Adapters that are wrong on purpose, which a test must catch: the proof that the proof sees. */
@NullMarked
package dev.regauge.testkit.mutant;

import org.jspecify.annotations.NullMarked;
