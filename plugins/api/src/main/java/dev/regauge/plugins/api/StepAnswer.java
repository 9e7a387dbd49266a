package dev.regauge.plugins.api;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands for a step's name, or why nothing can.
 *
 * @param fields as an author could have written them; the author's own win
 * @param faults what is wrong with the settings, each one sentence without a full stop
 */
public record StepAnswer(ObjectNode fields, List<String> faults) {

  public StepAnswer {
    faults = List.copyOf(faults);
  }

  /** Returns an answer of those fields. */
  public static StepAnswer of(ObjectNode fields) {
    return new StepAnswer(fields, List.of());
  }

  /** Returns a refusal of the settings. */
  public static StepAnswer refused(List<String> faults) {
    return new StepAnswer(JsonNodeFactory.instance.objectNode(), faults);
  }
}
