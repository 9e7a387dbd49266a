/**
 * The resolving stage: fills in what a product does not say, once (spec.md 5), and tells where each
 * value came from.
 *
 * <p>Everything that needs no look at another asset is filled here; mappings and selections are the
 * linker's. May import {@code model}, {@code source} and {@code diagnostic}.
 */
@NullMarked
package dev.regauge.spec.resolve;

import org.jspecify.annotations.NullMarked;
