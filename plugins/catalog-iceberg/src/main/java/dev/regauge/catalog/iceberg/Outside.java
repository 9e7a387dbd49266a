package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogBusy;
import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import java.util.List;
import java.util.function.Supplier;

/** Tells a catalog's or a network's failure from a fault of ours. */
final class Outside {

  private static final List<String> PACKAGES =
      List.of(
          "org.apache.iceberg.",
          "org.apache.hc.",
          "org.postgresql.",
          "org.sqlite.",
          "software.amazon.",
          "java.sql.",
          "java.net.",
          "java.io.");

  private Outside() {}

  /** Does the act; what fails outside becomes a {@link CatalogUnreachable} of one line. */
  static <T> T call(Supplier<T> act) {
    try {
      return act.get();
    } catch (CatalogUnreachable | CatalogBusy e) {
      throw e;
    } catch (RuntimeException e) {
      StringBuilder words = new StringBuilder();
      boolean isOutside = false;
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        String name = cause.getClass().getName();
        isOutside |= PACKAGES.stream().anyMatch(name::startsWith);
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (!message.equals("null") && words.indexOf(message) < 0) {
          words.append(words.isEmpty() ? "" : ": ").append(message);
        }
      }
      if (!isOutside) {
        throw e;
      }
      throw new CatalogUnreachable(
          words.isEmpty() ? e.getClass().getSimpleName() : words.toString());
    }
  }
}
