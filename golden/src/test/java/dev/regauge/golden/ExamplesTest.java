package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.cli.Main;
import dev.regauge.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples that are products say nothing wrong; {@code golden/engines} runs them. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @Test
  void theThreeSourcesAreFineOnEveryTarget() {
    assertEquals(
        "three-sources is fine: 3 assets, 1 job\n", checked(EXAMPLES.resolve("three-sources")));
  }

  @Test
  void theSinkOfLineageIsFineOnEveryTarget() {
    assertEquals(
        "lineage-sink is fine: 4 assets, 2 jobs\n", checked(EXAMPLES.resolve("lineage-sink")));
  }

  private static String checked(Path product) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    Main.run(new Terminal(stream, stream), "check", product.toString());
    return said.toString(StandardCharsets.UTF_8);
  }
}
