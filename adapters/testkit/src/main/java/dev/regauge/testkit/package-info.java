/** Conformance and golden harness that every adapter's tests use. */
@NullMarked
package dev.regauge.testkit;

import org.jspecify.annotations.NullMarked;
