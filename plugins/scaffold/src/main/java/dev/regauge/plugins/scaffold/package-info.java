/**
 * Makes the project of a new plugin: its files, by templates and, where they are Java, by JavaPoet.
 * Pure; the command line writes them.
 */
@NullMarked
package dev.regauge.plugins.scaffold;

import org.jspecify.annotations.NullMarked;
