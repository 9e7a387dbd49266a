package dev.regauge.adapters.dagster.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected order is what ruff 0.17 makes of these names ({@code ruff check --select I}). */
class ImportOrderTest {

  private static final List<String> AS_RUFF_SORTS =
      List.of(
          "day_assets",
          "jobs",
          "layer_1_assets",
          "layer_2_assets",
          "layer_10_assets",
          "layer_a_assets");

  @Test
  void runsOfDigitsCountAsNumbers() {
    List<String> sorted = AS_RUFF_SORTS.stream().sorted().sorted(ImportOrder.INSTANCE).toList();

    assertEquals(AS_RUFF_SORTS, sorted);
  }
}
