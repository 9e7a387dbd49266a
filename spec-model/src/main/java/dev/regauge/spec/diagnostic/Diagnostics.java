package dev.regauge.spec.diagnostic;

import java.util.List;

/** Collects the findings of every stage; adding one never throws and never stops the stage. */
public interface Diagnostics {

  /** Adds a finding. */
  void add(Diagnostic finding);

  /** Whether one of the findings is an error. */
  boolean hasErrors();

  /** Returns the findings by file, line, column and code, without duplicates. */
  List<Diagnostic> sorted();
}
