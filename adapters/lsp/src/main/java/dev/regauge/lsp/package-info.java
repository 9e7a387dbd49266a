/**
 * The language server, a stage outside the line: it compiles products as they are typed and answers
 * editors. It prints nothing, touches no disk but through the reader, and may not import adapters.
 */
@NullMarked
package dev.regauge.lsp;

import org.jspecify.annotations.NullMarked;
