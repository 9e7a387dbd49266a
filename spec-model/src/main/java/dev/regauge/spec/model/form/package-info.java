/**
 * What the records of the model say about their own fields: formats, choices, ranges and short
 * forms. The reader and the JSON Schema both take it from here, so that they cannot disagree.
 */
@NullMarked
package dev.regauge.spec.model.form;

import org.jspecify.annotations.NullMarked;
