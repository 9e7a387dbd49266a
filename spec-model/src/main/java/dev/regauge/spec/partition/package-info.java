/**
 * Calendar of a product: cron lines, the instants at which they tick, partition keys, their windows
 * and how keys of one set map to those of another (semantics 8, 9, 10, 13).
 *
 * <p>Pure arithmetic on texts, zones and instants. Knows no YAML, no spec record, no plan and no
 * target; imports nothing of ours.
 */
@NullMarked
package dev.regauge.spec.partition;

import org.jspecify.annotations.NullMarked;
