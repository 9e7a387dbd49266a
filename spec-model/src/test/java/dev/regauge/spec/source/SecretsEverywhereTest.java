package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A secret in whatever field ends the check: each field that the corpus writes anywhere holds one
 * once, by its place in the tree and not by a list of fields.
 */
class SecretsEverywhereTest {

  private static final String SECRET = "AKIAIOSFODNN7EXAMPLE";

  @Test
  void noFieldTakesASecret() throws IOException {
    Set<String> tried = new TreeSet<>();
    List<String> taken = new ArrayList<>();
    int told = 0;
    for (String sound : soundProducts()) {
      for (Leaf leaf : leaves(sound)) {
        if (!tried.add(leaf.path())) {
          continue;
        }
        String changed =
            sound.substring(0, leaf.start()) + '"' + SECRET + '"' + sound.substring(leaf.end());
        List<Diagnostic> errors = errors(changed);
        if (errors.isEmpty()) {
          taken.add(leaf.path());
        }
        told += errors.stream().anyMatch(e -> e.code().id().equals("RG-RULE-027")) ? 1 : 0;
      }
    }
    assertEquals(List.of(), taken);
    // The others refuse its form: a name, a number or a word of a list.
    assertTrue(told > 100 && tried.size() > 400, told + " of " + tried.size());
  }

  private static List<Diagnostic> errors(String product) {
    return CheckedInput.findings(product.getBytes(StandardCharsets.UTF_8)).stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }

  private record Leaf(String path, int start, int end) {}

  private static List<Leaf> leaves(String text) {
    List<Leaf> leaves = new ArrayList<>();
    WrittenTree.read(text).root().ifPresent(root -> collect(root, "", leaves));
    return leaves;
  }

  private static void collect(Written node, String path, List<Leaf> leaves) {
    switch (node) {
      case Written.Text leaf -> {
        if (leaf.start() < leaf.end()) {
          leaves.add(new Leaf(path, leaf.start(), leaf.end()));
        }
      }
      case Written.Items list -> list.items().forEach(item -> collect(item, path + "[]", leaves));
      case Written.Fields map ->
          map.fields()
              .forEach(field -> collect(field.value(), path + "." + field.key().text(), leaves));
    }
  }

  private static List<String> soundProducts() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../golden"))) {
      List<String> sound = new ArrayList<>();
      for (Path file :
          files
              .filter(
                  file -> file.toString().matches(".*/(cases/[^/]+/product|rules/.*/good).yaml"))
              .sorted()
              .toList()) {
        String text = Files.readString(file);
        if (!text.contains("\ninclude:") && text.length() < 60_000 && errors(text).isEmpty()) {
          sound.add(text);
        }
      }
      return sound;
    }
  }
}
