package dev.regauge.spec.graph;

import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources that send mails. */
public final class MailServers {

  /** The type of a resource that is one. */
  public static final String TYPE = "smtp";

  private MailServers() {}

  /** Returns the names of the product's, in order. */
  public static List<String> in(ProductSpec product) {
    return product.resources().entrySet().stream()
        .filter(resource -> resource.getValue().type().equals(TYPE))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the one that sends a mail: the one that it names, else the product's only one. */
  public static Optional<String> of(ActionSpec.Email mail, ProductSpec product) {
    List<String> servers = in(product);
    return mail.resource()
        .or(() -> servers.size() == 1 ? Optional.of(servers.getFirst()) : Optional.empty());
  }
}
