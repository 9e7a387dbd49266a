/** The adapter for Apache Airflow. */
@NullMarked
package dev.regauge.adapters.airflow;

import org.jspecify.annotations.NullMarked;
