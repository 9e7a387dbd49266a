package dev.regauge.services;

import dev.regauge.adapters.spi.Bundle;
import java.util.List;

/**
 * Services in one dialect.
 *
 * @param differences what it does in another way than the service files say
 */
public record Rendered(Bundle bundle, List<String> differences) {
  public Rendered {
    differences = List.copyOf(differences);
  }
}
