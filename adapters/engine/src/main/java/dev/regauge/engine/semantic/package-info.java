/**
 * The models of the semantic layer as the files of Cube's data model. Cube is the layer that there
 * is, and no target: nothing here depends on an adapter.
 */
@NullMarked
package dev.regauge.engine.semantic;

import org.jspecify.annotations.NullMarked;
