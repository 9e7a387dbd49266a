package dev.regauge.lsp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files of the corpus, cut off where somebody stopped typing: questions about them have answers.
 */
class HalfTypedFilesTest {

  private static final int EVERY = 97;
  private static final SchemaTexts TEXTS = new SchemaTexts();

  @Test
  void everyHalfTypedFileIsAnswered() throws IOException {
    int asked = 0;
    int offered = 0;
    for (Path file : corpus()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (int end = 1; end < Math.min(text.length(), 6_000); end += EVERY) {
        String typed = text.substring(0, end);
        Path path = Path.of("product.yaml").toAbsolutePath();
        OpenProduct product = new OpenProduct(path);
        product.type(path, typed);
        FileView view = product.view(path).orElseThrow();
        offered += new Completion(product, view, end, TEXTS).list().getItems().isEmpty() ? 0 : 1;
        Answers answers = new Answers(product, view, end, TEXTS);
        answers.hover();
        answers.definition();
        answers.references(true);
        view.tree().root().ifPresent(root -> new Symbols(view).of(root));
        asked++;
      }
    }
    assertTrue(asked > 500, "only " + asked);
    assertTrue(offered > asked / 10, offered + " of " + asked);
  }

  private static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../../golden"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && Files.isRegularFile(file))
          .filter(file -> !file.toString().contains("/expected/"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }
}
