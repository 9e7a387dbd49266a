/**
 * The reading stage: files to records. YAML becomes a tree of nodes with places, short forms become
 * the normal form, the binder checks the tree against the records' shape and makes them. Every
 * mistake of a file is a diagnostic, all of them in one run.
 *
 * <p>The binder makes the records itself: it has looked at every node already, and a second library
 * with scalar rules of its own could only disagree. Only {@code SpecReader} touches files. May
 * import {@code model}, {@code schema} and {@code diagnostic}.
 */
@NullMarked
package dev.regauge.spec.source;

import org.jspecify.annotations.NullMarked;
