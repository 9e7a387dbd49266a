/**
 * Which targets are made, with which options, and what each answers to the features that a product
 * uses.
 */
@NullMarked
package dev.regauge.engine.request;

import org.jspecify.annotations.NullMarked;
