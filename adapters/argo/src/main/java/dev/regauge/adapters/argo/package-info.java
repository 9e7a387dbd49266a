/** The adapter for Argo Workflows. */
@NullMarked
package dev.regauge.adapters.argo;

import org.jspecify.annotations.NullMarked;
