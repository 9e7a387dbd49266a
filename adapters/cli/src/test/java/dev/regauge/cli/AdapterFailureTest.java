package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RG-PLUG-006: an adapter on the class path that throws is named, in one finding, with exit 7. */
class AdapterFailureTest {
  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: hello}
      catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
      assets:
        - {key: numbers, run: {sql: "select 1 as n"}}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What an adapter lowers to. */
  public record Hull(String name) {}

  /** Throws while it lowers. */
  public static class Lowering implements OrchestratorAdapter<Hull> {
    @Override
    public AdapterDescriptor descriptor() {
      return new AdapterDescriptor(
          new TargetName("derailed"), "Derailed", List.of("1"), "1", List.of());
    }

    @Override
    public Support support(FeatureUse use) {
      return new Support.Native();
    }

    @Override
    public Hull lower(ExecutionPlan plan, LoweringContext context, Diagnostics found) {
      throw new IllegalStateException("no such siding\nand a second line");
    }

    @Override
    public List<BundleFile> emit(Hull model) {
      return List.of(BundleFile.text("README.md", model.name()));
    }
  }

  /** Throws while it writes: two files on one path, which no bundle takes. */
  public static final class Emitting extends Lowering {
    @Override
    public Hull lower(ExecutionPlan plan, LoweringContext context, Diagnostics found) {
      return new Hull("x");
    }

    @Override
    public List<BundleFile> emit(Hull model) {
      return List.of(BundleFile.text("plan.json", model.name()));
    }
  }

  /** Throws when it is asked, by an error and not by an exception. */
  public static final class Answering extends Lowering {
    @Override
    public Support support(FeatureUse use) {
      throw new NoSuchMethodError("Feature.later()");
    }
  }

  /** Cannot say what it is. */
  public static final class Nameless extends Lowering {
    @Override
    public AdapterDescriptor descriptor() {
      throw new UnsupportedOperationException("later");
    }
  }

  @Test
  void oneThatThrowsWhileItLowersOrWritesIsNamed() throws IOException {
    for (Class<?> broken : List.of(Lowering.class, Emitting.class)) {
      assertEquals(7, run(broken.getName(), "generate", "--to", "derailed"));
      assertTrue(said().startsWith("error[RG-PLUG-006]: adapter '" + broken.getName()), said());
      assertTrue(said().contains("AdapterFailureTest.java") || broken == Emitting.class, said());
      assertIsOneFinding();
    }
  }

  /** Also when nobody asked for it by name: nothing is written of the others. */
  @Test
  void oneThatThrowsWhenAskedIsNamed() throws IOException {
    for (String command : List.of("generate", "check", "ledger")) {
      assertEquals(7, run(Answering.class.getName(), command));
      assertTrue(said().contains("error[RG-PLUG-006]: adapter '"), said());
      assertTrue(said().contains("NoSuchMethodError: Feature.later()"), said());
      assertIsOneFinding();
    }
  }

  @Test
  void oneThatCannotBeLoadedIsNamed() throws IOException {
    for (String broken : List.of(Nameless.class.getName(), "com.example.NotThere")) {
      assertEquals(7, run(broken, "generate"));
      assertTrue(said().startsWith("error: "), said());
      assertTrue(said().contains(broken), said());
      assertFalse(said().contains("\tat "), said());
      assertFalse(Files.exists(temp.resolve("out")));
    }
  }

  private void assertIsOneFinding() {
    assertTrue(said().endsWith("1 error\n"), said());
    assertFalse(said().contains("\tat "), said());
    assertFalse(said().contains("second line"), said());
    assertFalse(Files.exists(temp.resolve("out")));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Runs a command with one more adapter on the class path. */
  private int run(String adapter, String... command) throws IOException {
    out.reset();
    err.reset();
    Path product = Files.writeString(temp.resolve("product.yaml"), PRODUCT);
    Path services = Files.createDirectories(temp.resolve("plugin/META-INF/services"));
    Files.writeString(services.resolve(OrchestratorAdapter.class.getName()), adapter + "\n");
    List<String> words = new java.util.ArrayList<>(List.of(command));
    words.add(1, product.toString());
    if (command[0].equals("generate")) {
      words.addAll(List.of("-o", temp.resolve("out").toString()));
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] urls = {temp.resolve("plugin").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, before)) {
      thread.setContextClassLoader(loader);
      return Main.run(
          new Terminal(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8)),
          words.toArray(String[]::new));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
