/** Plugins in a process of their own: both ends of the pipe, and what the parent puts up with. */
@NullMarked
package dev.regauge.plugins.host.child;

import org.jspecify.annotations.NullMarked;
