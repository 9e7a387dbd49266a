/** The command line: the only place that prints and that knows the machine it runs on. */
@NullMarked
package dev.regauge.cli;

import org.jspecify.annotations.NullMarked;
