package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Inputs made of the corpus by a seeded mutator go through the whole of check: nothing but
 * diagnostics comes of it. 100,000 in CI, about 30 CPU seconds; 2,000 on an author's machine, or as
 * many as {@code -Dfuzz.inputs} says.
 */
class FuzzTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", isCi() ? 100_000 : 2_000);
  private static final int SHOWN = 20;

  private static boolean isCi() {
    return "true".equals(System.getenv("CI"));
  }

  @Test
  void nothingButDiagnostics() throws IOException {
    List<String> seeds = seeds();
    Mutator mutator = new Mutator(seeds);
    SortedMap<String, Integer> said = new TreeMap<>();
    SortedMap<String, String> thrown = new TreeMap<>();
    for (String seed : seeds) {
      check("a seed", seed.getBytes(StandardCharsets.UTF_8), said, thrown);
    }
    for (int i = 0; i < INPUTS; i++) {
      check("input " + i, mutator.input(i), said, thrown);
    }
    assertEquals("", String.join("\n", thrown.values()));
    // It reached all stages: inputs without a finding, and findings of most families.
    assertTrue(said.getOrDefault("sound", 0) > INPUTS / 50, said::toString);
    for (String family : List.of("RG-READ", "RG-LINK", "RG-RULE")) {
      assertTrue(said.getOrDefault(family, 0) > INPUTS / 100, said::toString);
    }
  }

  /** Whatever is thrown at one place of ours is shown once. */
  private static void check(
      String name,
      byte[] input,
      SortedMap<String, Integer> said,
      SortedMap<String, String> thrown) {
    try {
      List<String> families = new ArrayList<>();
      CheckedInput.findings(input)
          .forEach(finding -> families.add(finding.code().id().substring(0, 7)));
      if (families.isEmpty()) {
        families.add("sound");
      }
      families.stream().distinct().forEach(family -> said.merge(family, 1, Integer::sum));
    } catch (RuntimeException | StackOverflowError e) {
      String place =
          Stream.of(e.getStackTrace())
              .filter(frame -> frame.getClassName().startsWith("dev.regauge"))
              .findFirst()
              .map(String::valueOf)
              .orElse("");
      if (thrown.size() < SHOWN) {
        thrown.putIfAbsent(place, name + ": " + e + " at " + place);
      }
    }
  }

  private static List<String> seeds() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../golden"))) {
      List<String> seeds = new ArrayList<>();
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*/golden/(cases|rules|full_example)/.*"))
              .filter(
                  file ->
                      List.of("product.yaml", "good.yaml", "bad.yaml")
                          .contains(file.getFileName().toString()))
              .sorted()
              .toList()) {
        if (Files.size(file) < 100_000) {
          seeds.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
      }
      return seeds;
    }
  }
}
