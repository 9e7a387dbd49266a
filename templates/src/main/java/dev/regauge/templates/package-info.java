/**
 * The rendering kernel: a view and a template become text.
 *
 * <p>It knows no spec, no plan and no target, and depends on nothing of ours. Python goes through
 * Pebble, Dockerfile and prose through FreeMarker; in both only finished literals of {@code
 * literal} may be printed.
 */
@NullMarked
package dev.regauge.templates;

import org.jspecify.annotations.NullMarked;
