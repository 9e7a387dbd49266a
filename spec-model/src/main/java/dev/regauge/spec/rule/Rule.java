package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;

/** One rule, one code, one class named after what it demands. */
public interface Rule {

  /** Returns the code of its findings. */
  Code code();

  /** Adds a finding for each place that breaks the rule. */
  void check(SpecGraph graph, Diagnostics out);
}
