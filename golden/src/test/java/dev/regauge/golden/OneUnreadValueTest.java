package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.ProductCompiler;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A correct product in which one value or one key cannot be read: whatever it is, everything that
 * is told then is told by the reader, since nothing else is wrong.
 */
class OneUnreadValueTest {

  @TempDir Path temp;

  /** A stretch of the text, and what stands there instead. */
  private record Change(int from, int to, String text) {}

  @ParameterizedTest
  @ValueSource(strings = {"cases/every_feature", "cases/weather", "cases/diamond", "mistakes"})
  void nothingFollowsFromIt(String product) throws IOException {
    Path folder = Path.of(product);
    copy(folder);
    Path file = temp.resolve("product.yaml");
    String text = Files.readString(file);
    List<Change> changes = new ArrayList<>();
    LoadSettings marked = LoadSettings.builder().setUseMarks(true).build();
    collect(new Compose(marked).composeString(text).orElseThrow(), changes);
    assertTrue(changes.size() > 50, () -> changes.size() + " changes");
    List<String> followed = new ArrayList<>();
    for (Change change : changes) {
      int from = text.offsetByCodePoints(0, change.from());
      int to = text.offsetByCodePoints(0, change.to());
      Files.writeString(file, text.substring(0, from) + change.text() + text.substring(to));
      FoundDiagnostics out = new FoundDiagnostics();
      new ProductCompiler().judge(file, out);
      boolean isRead =
          out.sorted().stream().anyMatch(one -> one.code().id().startsWith("RG-READ-"));
      for (Diagnostic finding : out.sorted()) {
        boolean isFollowing =
            finding.severity() == Severity.ERROR && !finding.code().id().startsWith("RG-READ-");
        if (isRead && isFollowing) {
          String around = text.substring(Math.max(0, from - 40), Math.min(text.length(), to + 20));
          followed.add(around.replace('\n', '~') + " -> " + change.text() + ": " + finding);
        }
      }
    }
    assertEquals("", String.join("\n", followed.subList(0, Math.min(20, followed.size()))));
  }

  private static void collect(Node node, List<Change> changes) {
    switch (node) {
      case ScalarNode scalar -> changes.add(change(scalar, "[[5]]"));
      case SequenceNode list -> list.getValue().forEach(item -> collect(item, changes));
      case MappingNode map -> {
        for (NodeTuple entry : map.getValue()) {
          changes.add(change(entry.getKeyNode(), "\"Zz %\""));
          collect(entry.getValueNode(), changes);
        }
      }
      default -> throw new IllegalStateException(node.toString());
    }
  }

  private static Change change(Node node, String text) {
    return new Change(
        node.getStartMark().orElseThrow().getIndex(),
        node.getEndMark().orElseThrow().getIndex(),
        text);
  }

  private void copy(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path copy = temp.resolve(folder.relativize(path).toString());
        if (!path.toString().contains("expected") && !Files.isDirectory(path)) {
          Files.createDirectories(copy.getParent());
          Files.copy(path, copy);
        }
      }
    }
  }
}
