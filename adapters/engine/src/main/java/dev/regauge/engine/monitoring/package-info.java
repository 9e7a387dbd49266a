/**
 * What watches a product from outside: rules for Prometheus and a dashboard for Grafana, about what
 * its steps and runs count. Decides nothing about what runs, and knows no target.
 */
@NullMarked
package dev.regauge.engine.monitoring;

import org.jspecify.annotations.NullMarked;
