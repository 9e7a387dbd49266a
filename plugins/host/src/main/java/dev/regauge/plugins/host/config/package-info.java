/**
 * What plugins ask of their settings, and what of it an author did not keep. Knows neither places
 * nor findings: what is wrong is told by paths.
 */
@NullMarked
package dev.regauge.plugins.host.config;

import org.jspecify.annotations.NullMarked;
