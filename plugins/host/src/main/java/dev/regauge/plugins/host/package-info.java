/**
 * Finds plugins, asks them, and survives them: the registry, the settings and the lock of a
 * project, and what a product gets from its plugins.
 *
 * <p>Comes before the engine, which asks it, and after the plugin API. The only package beside the
 * bundle's writer that reads files which are no part of a spec.
 */
@NullMarked
package dev.regauge.plugins.host;

import org.jspecify.annotations.NullMarked;
