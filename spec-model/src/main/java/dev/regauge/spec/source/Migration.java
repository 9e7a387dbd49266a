package dev.regauge.spec.source;

import java.util.List;

/**
 * One step by which a file of an older Regauge says the same in this one's words (docs/adr/0020).
 *
 * <p>It changes pieces of the text and nothing between them, so that comments and lines stay.
 */
interface Migration {

  /** Returns what it does, for whoever runs it: {@code mapping: {rule: last} becomes …}. */
  String words();

  /** Returns the changes that a file needs; none for one that is up to date. */
  List<Change> changes(String text, Written root);

  /** A piece of the text, from index {@code start} to {@code end}, and what stands there then. */
  record Change(int start, int end, String text) {}
}
