/**
 * What a plugin implements: one small interface for each kind, found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>Every request and answer is plain data, so that a plugin does not see whether it is asked in
 * the generator's own process or in one of its own. Knows the seam of the adapters and nothing
 * after it; the rule of change is docs/plugin-api-versioning.md.
 */
@NullMarked
package dev.regauge.plugins.api;

import org.jspecify.annotations.NullMarked;
