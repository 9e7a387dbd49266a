package dev.regauge.spec.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid whose dimension is a grid is refused, and nothing follows it to no end. */
class FlatDimensionsTest {

  @TempDir Path folder;

  /** Found by the fuzz: the help for the edge followed both grids into themselves. */
  @Test
  void gridsThatContainThemselvesAreFindings() {
    Checked checked =
        Checked.text(
            folder,
            """
            apiVersion: regauge.dev/v1
            kind: DataProduct
            metadata: {name: shop}
            partitions:
              day: {daily: "2025-01-01"}
              one: {multi: {date: day, again: one}}
              two: {multi: {date: day, again: two}}
            assets:
              - key: raw/orders
                partitions: one
                run: {python: "shop.load:orders"}
              - key: marts/sales
                partitions: two
                inputs: [raw/orders]
                run: {python: "shop.marts:sales"}
            """);
    assertEquals(List.of("RG-RULE-102", "RG-RULE-102"), checked.codes().subList(0, 2));
  }
}
