/**
 * FreeMarker, set up for Dockerfile and prose: it prints finished text and throws on anything else.
 * Part of the kernel.
 */
@NullMarked
package dev.regauge.templates.freemarker;

import org.jspecify.annotations.NullMarked;
