/**
 * What Helm charts are made of: typed objects with Helm's expressions in chosen places, the values
 * that these read, and their schema. Knows no service and no job.
 */
@NullMarked
package dev.regauge.services.chart;

import org.jspecify.annotations.NullMarked;
