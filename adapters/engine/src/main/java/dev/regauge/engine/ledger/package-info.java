/** The ledger: what becomes of each feature of a product on each target, with no silence. */
@NullMarked
package dev.regauge.engine.ledger;

import org.jspecify.annotations.NullMarked;
