/** What is wrong, where, why and how to mend it; printed by the printers of this package. */
@NullMarked
package dev.regauge.spec.diagnostic;

import org.jspecify.annotations.NullMarked;
