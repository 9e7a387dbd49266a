/** The OpenLineage events that a plan alone tells: jobs, datasets and columns. */
@NullMarked
package dev.regauge.lineage.openlineage;

import org.jspecify.annotations.NullMarked;
