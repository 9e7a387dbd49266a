package dev.regauge.engine.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;

/** A file of rules in Prometheus' words, in its order. */
record RuleFile(List<Group> groups) {

  record Group(String name, List<AlertRule> rules) {}

  /**
   * A rule.
   *
   * @param keepFiringFor how long it fires on when its expression no longer holds, so that a short
   *     gap is no end
   */
  record AlertRule(
      String alert,
      PromQuery expr,
      @JsonProperty("keep_firing_for") String keepFiringFor,
      SortedMap<String, AlertText> labels,
      Annotations annotations) {}

  /**
   * What an alert tells.
   *
   * @param runbook what whoever is told does about it
   */
  record Annotations(AlertText summary, AlertText description, AlertText runbook) {}
}
