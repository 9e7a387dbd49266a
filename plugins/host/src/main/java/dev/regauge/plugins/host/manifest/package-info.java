/** What a plugin's files say of it: its manifest, the steps that it declares, where they lie. */
@NullMarked
package dev.regauge.plugins.host.manifest;

import org.jspecify.annotations.NullMarked;
