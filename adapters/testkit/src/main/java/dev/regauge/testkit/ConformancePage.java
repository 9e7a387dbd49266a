package dev.regauge.testkit;

import dev.regauge.adapters.spi.AdapterDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes what the kit has found as a page that an author can publish: {@code
 * target/conformance/<test class>.md}, a line for each test with its level. A level that the class
 * does not run is told too: nobody takes its silence for a pass.
 */
final class ConformancePage implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {
  private final SortedMap<String, String> lines = new TreeMap<>();
  private String title = "";

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    if (context.getRequiredTestInstance() instanceof LoadsConformance test) {
      AdapterDescriptor descriptor = test.adapter().descriptor();
      title =
          descriptor.title() + " " + descriptor.defaultVersion() + " (`" + descriptor.id() + "`)";
      if (!(test instanceof SemanticsConformance)) {
        String where =
            test.semanticsElsewhere().map(place -> "run by `" + place + "`").orElse("not run");
        lines.put("3", "| 3 | what the engine does | " + where + " |");
      }
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    add(context, "passed");
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    String why = cause == null ? "" : String.valueOf(cause.getMessage());
    int at = why.indexOf(SemanticsConformance.REFUSES);
    add(context, at < 0 ? "not asked" : why.substring(at));
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    add(context, "**failed**");
  }

  private void add(ExtensionContext context, String end) {
    Method test = context.getRequiredTestMethod();
    Level level = test.getDeclaringClass().getAnnotation(Level.class);
    String of = level == null ? "own" : String.valueOf(level.value());
    // "[3] branch": the third case of a test that has several.
    String shown = context.getDisplayName();
    String ofCase = shown.startsWith("[") ? ": " + shown.replaceFirst("^\\[\\d+] ", "") : "";
    lines.put(
        of + " " + test.getName() + ofCase,
        "| " + of + " | `" + test.getName() + "`" + ofCase + " | " + end + " |");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    StringBuilder page = new StringBuilder("# Conformance of the adapter for ");
    page.append(title).append("\n\n| Level | Test | |\n|---|---|---|\n");
    lines.values().forEach(line -> page.append(line).append('\n'));
    Path file =
        Path.of("target", "conformance", context.getRequiredTestClass().getSimpleName() + ".md");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
