/**
 * What every bundle holds whatever its target: the product home of the step protocol. Knows no
 * target.
 */
@NullMarked
package dev.regauge.engine.common;

import org.jspecify.annotations.NullMarked;
