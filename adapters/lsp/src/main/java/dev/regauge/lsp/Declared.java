package dev.regauge.lsp;

import dev.regauge.spec.source.Written;

/**
 * A name and where it is given.
 *
 * @param file the file that gives it
 * @param text the text that gives the name; of an implied name the text that it follows from
 * @param value what the name stands for
 */
record Declared(RefersTo kind, String name, FileView file, Written.Text text, Written value) {}
