package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;

/**
 * Who is told of what, from outside the step.
 *
 * @param assets those that it is about, the selection carried out; without one also what is made
 *     elsewhere and may not grow old
 */
public record AlertPlan(
    String name,
    List<String> events,
    List<String> assets,
    Optional<String> owner,
    ActionPlan action) {

  /** Whether it is told of an event of an asset. */
  public boolean hears(String event, String asset) {
    return events.contains(event) && assets.contains(asset);
  }
}
