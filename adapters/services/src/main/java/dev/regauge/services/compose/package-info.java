/** Services as a compose file. */
@NullMarked
package dev.regauge.services.compose;

import org.jspecify.annotations.NullMarked;
