package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.HookSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hook or an alert does, and where it is written.
 *
 * @param owner {@code a hook} or {@code an alert}, as findings say it
 * @param path where the action's kind stands as a field, such as {@code hooks[0].action}
 */
public record PlacedAction(String owner, ActionSpec action, SpecPath path) {

  /** Returns the kind of an action, which is its field in the spec. */
  public static String kind(ActionSpec action) {
    return switch (action) {
      case ActionSpec.Webhook _ -> "webhook";
      case ActionSpec.Slack _ -> "slack";
      case ActionSpec.Kafka _ -> "kafka";
      case ActionSpec.Nats _ -> "nats";
      case ActionSpec.Command _ -> "command";
      case ActionSpec.Python _ -> "python";
      case ActionSpec.Email _ -> "email";
    };
  }

  /** Returns where the action itself is written. */
  public SpecPath at() {
    return path.field(kind(action));
  }

  /** Returns the actions of a product: those of its hooks, then those of its alerts. */
  public static List<PlacedAction> of(ProductSpec product) {
    List<PlacedAction> all = new ArrayList<>();
    List<HookSpec> hooks = product.hooks();
    for (int i = 0; i < hooks.size(); i++) {
      SpecPath path = SpecPath.of("hooks").at(i).field("action");
      all.add(new PlacedAction("a hook", (ActionSpec) hooks.get(i).action(), path));
    }
    product
        .alerts()
        .forEach(
            (name, alert) -> {
              SpecPath path = SpecPath.of("alerts").entry(name);
              all.add(new PlacedAction("an alert", (ActionSpec) alert.action(), path));
            });
    return all;
  }
}
