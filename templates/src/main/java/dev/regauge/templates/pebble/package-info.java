/**
 * Pebble, set up for Python text: it prints finished code and throws on anything else. Part of the
 * rendering kernel.
 */
@NullMarked
package dev.regauge.templates.pebble;

import org.jspecify.annotations.NullMarked;
