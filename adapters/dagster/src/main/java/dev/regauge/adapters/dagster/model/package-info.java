/**
 * The target model: a Dagster code location as it will be written, all decisions taken. Holds no
 * text of Python.
 */
@NullMarked
package dev.regauge.adapters.dagster.model;

import org.jspecify.annotations.NullMarked;
