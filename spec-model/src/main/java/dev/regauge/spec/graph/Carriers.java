package dev.regauge.spec.graph;

import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources that carry what a hook, an alert or lineage tells: mail servers and buses. */
public final class Carriers {

  /** The type of a resource that sends mails. */
  public static final String MAIL = "smtp";

  /** The type of a resource that is the data bus. */
  public static final String DATA_BUS = "kafka";

  /** The type of a resource that is the control bus. */
  public static final String CONTROL_BUS = "nats";

  private Carriers() {}

  /** Returns the names of the product's resources of a type, in order. */
  public static List<String> in(ProductSpec product, String type) {
    return product.resources().entrySet().stream()
        .filter(resource -> resource.getValue().type().equals(type))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the type of the resource that carries an action; none where it needs no resource. */
  public static Optional<String> typeFor(ActionSpec action) {
    return switch (action) {
      case ActionSpec.Kafka _ -> Optional.of(DATA_BUS);
      case ActionSpec.Nats _ -> Optional.of(CONTROL_BUS);
      case ActionSpec.Email _ -> Optional.of(MAIL);
      case ActionSpec.Webhook _, ActionSpec.Slack _, ActionSpec.Command _, ActionSpec.Python _ ->
          Optional.empty();
    };
  }

  /** Returns the resource that an action names. */
  public static Optional<String> namedBy(ActionSpec action) {
    return switch (action) {
      case ActionSpec.Kafka kafka -> kafka.resource();
      case ActionSpec.Nats nats -> nats.resource();
      case ActionSpec.Email email -> email.resource();
      case ActionSpec.Webhook _, ActionSpec.Slack _, ActionSpec.Command _, ActionSpec.Python _ ->
          Optional.empty();
    };
  }

  /** Returns the resource that carries an action: the one that it names, else the only one. */
  public static Optional<String> of(ActionSpec action, ProductSpec product) {
    return namedBy(action).or(() -> typeFor(action).flatMap(type -> only(product, type)));
  }

  /** Returns the product's resource of a type, if it has exactly one. */
  public static Optional<String> only(ProductSpec product, String type) {
    List<String> names = in(product, type);
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }
}
