package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.SecretForms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No form of a secret meets anything that is generated for real products: who writes none would
 * otherwise be refused for what Regauge itself put together.
 */
class NoSecretIsWrittenTest {
  @Test
  void ofAllThatIsExpected() throws IOException {
    List<String> found = new ArrayList<>();
    int read = 0;
    for (String corpus : List.of("cases", "services", "topics", "topology")) {
      for (Path file : files(Path.of(corpus))) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        SecretForms.placesIn(text)
            .forEach(place -> found.add(file + ": " + text.substring(place.start(), place.end())));
        read++;
      }
    }
    assertEquals(List.of(), found);
    assertTrue(read > 1000, () -> "the corpus is elsewhere");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
