/**
 * What may stand where in a spec, read from the records of the model once; the binder checks files
 * by it and the JSON Schema is written from it. May import {@code model} only.
 */
@NullMarked
package dev.regauge.spec.schema;

import org.jspecify.annotations.NullMarked;
