package dev.regauge.adapters.dagster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prose that no golden holds, judged by Python's own reading: the syntax tree is the one of a
 * harmless product, every value survives, and the formatter leaves the files alone.
 */
class HostileProseTest {
  private static final String HARMLESS = "Seattle's days";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'); __import__('os').system('id') #",
        "\"\"\"\nimport os\n\"\"\"",
        "ends with a quote\"",
        "ends with a backslash\\",
        "x\rimport os",
        "a\u000bb\fc\u0085d\u2028e\u2029f",
        "{{ ds }} {% raw %} ${HOME} `id` %s %(x)s {x!r}",
        "@{ prose }@ @% if x %@ @# #@ [=x] [#if x]",
        "\u202eright to left\u2066\u2069",
        "\ud83d\ude00 \ud83d\udc69\u200d\ud83d\udc67 e\u0301",
        "\ufeff\u0000\u001b[2J",
        "# type: ignore # noqa # fmt: off",
        "[x](javascript:y) <img onerror=z> | cell | ```",
        " ",
      })
  void everyValueSurvivesAndNoCodeChanges(String prose) throws IOException {
    Path harmless = write("harmless", HARMLESS);
    Path hostile = write("hostile", prose);
    String report = python("judge.py", harmless.toString(), hostile.toString(), points(prose));
    assertEquals("same trees, value found, formatted\n", report);
  }

  @Test
  void sameProductSameBytes() {
    assertEquals(bundle(HARMLESS).files(), bundle(HARMLESS).files());
  }

  private static Bundle bundle(String prose) {
    DagsterAdapter adapter = new DagsterAdapter();
    List<BundleFile> files =
        adapter.emit(
            adapter.lower(
                TestPlans.withProse(prose),
                TestPlans.context("multiprocess"),
                new FoundDiagnostics()));
    return new Bundle(new TargetName("dagster"), files);
  }

  private Path write(String name, String prose) throws IOException {
    Path root = folder.resolve(name);
    for (BundleFile file : bundle(prose).files()) {
      Path path = root.resolve(file.path().value());
      Files.createDirectories(path.getParent());
      Files.write(path, file.content().toBytes());
    }
    return root;
  }

  /** The text as code points, because not every text can be an argument of a process. */
  private static String points(String prose) {
    return String.join(" ", prose.codePoints().mapToObj(Integer::toString).toList());
  }

  private static String python(String script, String... arguments) throws IOException {
    Path tools = Path.of("../../templates/src/build/python_tools.py").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of("python3", "src/test/resources/" + script, tools.normalize().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
