/**
 * The seam: what an adapter is asked, and the bundle that it answers with.
 *
 * <p>It may read {@code spec.plan}, {@code spec.feature}, {@code spec.diagnostic} and the values of
 * {@code spec.model}; never {@code source} or {@code resolve}. It touches no disk and names no
 * target.
 */
@NullMarked
package dev.regauge.adapters.spi;

import org.jspecify.annotations.NullMarked;
