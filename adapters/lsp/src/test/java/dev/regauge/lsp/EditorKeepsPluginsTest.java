package dev.regauge.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.plugins.host.ProductPlugins;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.source.SourceMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a plugin's jar outlives a check. The plugin adds an asset that is named after the
 * process it runs in, so that starts can be counted from what the editor has seen.
 */
class EditorKeepsPluginsTest {
  private static final String SOURCE =
      """
      import dev.regauge.plugins.api.AssetProvider;
      import dev.regauge.plugins.api.ProductRequest;
      import dev.regauge.plugins.api.SpecText;
      import java.util.List;

      public final class Counted implements AssetProvider {
        @Override
        public List<SpecText> provide(ProductRequest request) {
          if (request.config().path("ends").asBoolean(false)) {
            System.exit(3);
          }
          String key = "started/p" + ProcessHandle.current().pid();
          return List.of(
              new SpecText("a.yaml", "assets: [{key: " + key + ", run: {sql: select 1 as n}}]\\n"));
        }
      }
      """;
  private static final String HEAD =
      "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: shop}\n"
          + "catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}\n";
  private static final Pattern STARTED = Pattern.compile("started/p([0-9]+)");

  @TempDir static Path work;
  private static byte[] compiled = {};

  @TempDir Path temp;
  private final Checks checks = new Checks(Runnable::run);
  private int version;

  @BeforeAll
  static void compile() throws IOException {
    Path file = Files.writeString(work.resolve("Counted.java"), SOURCE);
    String path = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                path,
                "-d",
                work.toString(),
                file.toString());
    assertEquals(0, code);
    compiled = Files.readAllBytes(work.resolve("Counted.class"));
  }

  @BeforeEach
  void project() throws IOException {
    settings(false);
    jar("first");
  }

  @AfterEach
  void stop() {
    checks.stop();
  }

  private void settings(boolean ends) throws IOException {
    Files.writeString(
        temp.resolve("regauge.yaml"),
        "plugins:\n  from: [plugins]\n  limits: {seconds: 120}\n  config: {counted: {ends: %s}}\n"
            .formatted(ends));
  }

  /** Makes the plugin's jar; another word makes another jar. */
  private void jar(String word) throws IOException {
    Map<String, byte[]> files =
        Map.of(
            "META-INF/regauge/plugin.yaml",
            bytes("name: counted\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: asset\n"),
            "META-INF/services/dev.regauge.plugins.api.AssetProvider",
            bytes("Counted\n"),
            "Counted.class",
            compiled,
            "word.txt",
            bytes(word));
    Path jar = Files.createDirectories(temp.resolve("plugins")).resolve("counted.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (var entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Types on, and returns what the check of it has found. */
  private Checks.Result typed() throws Exception {
    version++;
    String text = HEAD + "assets: [{key: a/b" + version + ", run: {sql: select 1 as n}}]\n";
    Path file = Files.writeString(temp.resolve("product.yaml"), text);
    Desk desk = new Desk();
    OpenProduct product = desk.type(file, text, version).getFirst();
    BlockingQueue<Checks.Result> told = new ArrayBlockingQueue<>(1);
    checks.soon(
        product,
        desk,
        told::add,
        bug -> {
          throw bug;
        });
    Checks.Result result = told.poll(240, TimeUnit.SECONDS);
    assertTrue(result != null, "no check has ended");
    return result;
  }

  /** Returns the id of the process that the plugin has answered from. */
  private long process() throws Exception {
    Checks.Result result = typed();
    assertEquals(
        List.of(), result.findings().stream().map(Diagnostic::message).toList(), "is wrong");
    SourceMap sources = result.product().sources();
    for (String name : sources.files()) {
      if (ProductPlugins.isAnswer(name)) {
        Matcher started = STARTED.matcher(sources.text(name).orElse(""));
        assertTrue(started.find(), name);
        return Long.parseLong(started.group(1));
      }
    }
    throw new AssertionError("the plugin has added nothing");
  }

  @Test
  void oneProcessAnswersAllChecks() throws Exception {
    TreeSet<Long> starts = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      starts.add(process());
    }
    assertEquals(1, starts.size(), () -> "started more than once: " + starts);
    long child = starts.first();
    assertTrue(ProcessHandle.of(child).isPresent(), "it is kept for the next check");
    checks.stop();
    ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
    assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void anotherJarGetsAnotherProcess() throws Exception {
    long first = process();
    jar("second");
    assertNotEquals(first, process());
    ProcessHandle.of(first).ifPresent(handle -> handle.onExit().join());
  }

  /** One that has failed is not asked again, and not held against the next check. */
  @Test
  void whatHasDiedIsStartedAnew() throws Exception {
    long first = process();
    settings(true);
    List<String> found =
        typed().findings().stream().map(one -> one.code().id() + " " + one.message()).toList();
    assertTrue(found.getFirst().contains("has ended with exit code 3"), found::toString);
    settings(false);
    assertNotEquals(first, process());
  }

  /** Whoever ends a process in between has ended no check. */
  @Test
  void whatWasEndedMeanwhileIsStartedAnew() throws Exception {
    long first = process();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    ProcessHandle.of(first).ifPresent(handle -> handle.onExit().join());
    assertNotEquals(first, process());
  }
}
