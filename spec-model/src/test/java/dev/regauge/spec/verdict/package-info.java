/** Verdicts about changed copies of the full example, expected before the checker is asked. */
@NullMarked
package dev.regauge.spec.verdict;

import org.jspecify.annotations.NullMarked;
