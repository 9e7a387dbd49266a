/** The emit stage: the target model as files. It decides nothing but how things are written. */
@NullMarked
package dev.regauge.adapters.airflow.emit;

import org.jspecify.annotations.NullMarked;
