package dev.regauge.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A part of a product that shows one thing, and the runs that show it. Its assets, tables, jobs and
 * all else begin with its name, so that several stand in one product.
 *
 * @param sections the lines of each part of a product: partitions, params, assets, jobs
 */
record Scenario(String name, SortedMap<String, String> sections, List<JobRun> runs) {

  /** What can be asked for without waiting for a clock: the rest is the engine's schedules'. */
  static final List<Scenario> ALL =
      List.of(
          of("diamond", JobRun.of("diamond")),
          of("fan_out", JobRun.of("fan_out")),
          of("branch", JobRun.of("branch")),
          of("join", JobRun.of("join")),
          of("all_done", JobRun.of("all_done")),
          of("retries", JobRun.of("retries")),
          of("dependents", JobRun.of("dependents")),
          of(
              "check_blocks",
              JobRun.of("check_blocks"),
              // A reader of another run is kept away too.
              JobRun.of("check_blocks_reader")),
          of("check_warns", JobRun.of("check_warns")),
          of(
              "days",
              // The clocks go forward on the second one.
              JobRun.of("days", "2025-03-29"),
              JobRun.of("days", "2025-03-30"),
              JobRun.of("days", "2025-03-31"),
              // A partition that is made again stays one partition.
              JobRun.of("days", "2025-03-30")),
          of("regions", JobRun.of("regions", "eu"), JobRun.of("regions", "us")),
          of("grid", JobRun.of("grid", "2025-01-01|eu"), JobRun.of("grid", "2025-01-02|us")),
          of("params", JobRun.of("params"), JobRun.of("params").with("{\"params_n\": 9}")),
          of("missing_secret", JobRun.of("missing_secret")),
          of("timeout", JobRun.of("timeout")),
          of("pack", JobRun.of("pack")));

  private static Scenario of(String name, JobRun... runs) {
    SortedMap<String, String> sections = new TreeMap<>();
    String section = "";
    for (String line : resource("scenarios/" + name + ".yaml").lines().toList()) {
      if (line.matches("[a-z]+:")) {
        section = line;
      } else if (!line.startsWith("#")) {
        sections.merge(section, line + "\n", String::concat);
      }
    }
    return new Scenario(name, sections, List.of(runs));
  }

  /** Returns a product of several scenarios. */
  static String product(Collection<Scenario> scenarios) {
    StringBuilder product =
        new StringBuilder(LoadsConformance.HEAD).append("code: {paths: [src]}\n");
    SortedMap<String, String> all = new TreeMap<>();
    scenarios.forEach(
        scenario ->
            scenario.sections.forEach((section, text) -> all.merge(section, text, String::concat)));
    all.forEach((section, text) -> product.append(section).append('\n').append(text));
    return product.toString();
  }

  static String resource(String name) {
    try (InputStream text = Scenario.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Scenario> all() {
    return ALL.stream();
  }

  @Override
  public String toString() {
    return name;
  }
}
