package dev.regauge.adapters.airflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small product files for one question each. */
final class TestProducts {
  private TestProducts() {}

  static Path withRetryCategories(String category) {
    return write(
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: tiny}
        assets:
          - key: raw/rows
            retry: {max: 2, wait: PT1S, categories: [%s]}
            run: {sql: "select 1 as n"}
        jobs:
          - {name: all, select: ["*"]}
        """
            .replace("%s", category));
  }

  private static Path write(String text) {
    try {
      Path folder = Files.createTempDirectory("airflow-product");
      folder.toFile().deleteOnExit();
      return Files.writeString(folder.resolve("product.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
