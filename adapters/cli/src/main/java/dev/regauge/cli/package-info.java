/** The command line: the only place that prints. */
@NullMarked
package dev.regauge.cli;

import org.jspecify.annotations.NullMarked;
