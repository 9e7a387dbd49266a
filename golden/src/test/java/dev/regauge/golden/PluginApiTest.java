package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.plugins.api.ApiVersion;
import dev.regauge.plugins.api.PluginApi;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the public signatures of the plugin API and the adapter SPI against {@code
 * api/plugin-api.txt}; docs/plugin-api-versioning.md tells which version a change takes.
 */
class PluginApiTest {
  private static final Path APPROVED = Path.of("api/plugin-api.txt");

  @Test
  void theSignaturesAreTheApprovedOnes() throws Exception {
    String found = "version " + PluginApi.VERSION + "\n" + String.join("\n", signatures()) + "\n";
    if ("api".equals(System.getProperty("golden.approve", ""))) {
      assertTrue(System.getenv("CI") == null, "nothing is approved in CI");
      Files.createDirectories(APPROVED.getParent());
      Files.writeString(APPROVED, found);
      fail("approved " + APPROVED);
    }
    String approved = Files.readString(APPROVED);
    assertEquals(approved, found, () -> verdict(approved, found));
  }

  /** The rule itself: what goes takes a major version, what comes a minor one. */
  @Test
  void theVerdictNamesTheVersionThatAChangeTakes() {
    assertEquals("1.1", needed("version 1.0\na\n", "version 1.0\na\nb\n"));
    assertEquals("2.0", needed("version 1.0\na\nb\n", "version 1.0\na\n"));
    assertEquals("2.0", needed("version 1.0\na\n", "version 1.0\nb\n"));
  }

  private static String verdict(String approved, String found) {
    return "the plugin API has changed: raise PluginApi.VERSION to "
        + needed(approved, found)
        + " and approve with -Dgolden.approve=api";
  }

  private static String needed(String approved, String found) {
    List<String> old = approved.lines().skip(1).toList();
    boolean isLess = !found.lines().toList().containsAll(old);
    ApiVersion before =
        ApiVersion.parse(approved.lines().findFirst().orElse("").substring("version ".length()))
            .orElseThrow();
    return (isLess
            ? new ApiVersion(before.major() + 1, 0)
            : new ApiVersion(before.major(), before.minor() + 1))
        .toString();
  }

  private static SortedSet<String> signatures() throws Exception {
    SortedSet<String> lines = new TreeSet<>();
    for (Class<?> anchor : List.of(PluginApi.class, OrchestratorAdapter.class)) {
      for (String name : classNames(anchor)) {
        Class<?> type = Class.forName(name);
        if (isPublic(type)) {
          describe(type, lines);
        }
      }
    }
    assertTrue(lines.size() > 100, "only " + lines.size() + " signatures were found");
    return lines;
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }

  private static void describe(Class<?> type, SortedSet<String> lines) {
    String name = type.getName();
    String kind = type.isEnum() ? "enum" : type.isRecord() ? "record" : "type";
    lines.add(kind + " " + name + Arrays.stream(type.getInterfaces()).map(Class::getName).toList());
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        lines.add(name + "." + field.getName() + " " + field.getGenericType().getTypeName());
      }
    }
    for (Constructor<?> made : type.getDeclaredConstructors()) {
      add(made, name + ".new", "", lines);
    }
    for (Method method : type.getDeclaredMethods()) {
      String result = method.getGenericReturnType().getTypeName();
      add(
          method,
          name + "." + method.getName(),
          (method.isDefault() ? "default " : "") + result,
          lines);
    }
  }

  private static void add(Executable made, String name, String result, SortedSet<String> lines) {
    if (Modifier.isPublic(made.getModifiers()) && !made.isSynthetic()) {
      String parameters =
          Arrays.stream(made.getGenericParameterTypes())
              .map(java.lang.reflect.Type::getTypeName)
              .collect(Collectors.joining(", "));
      lines.add(name + "(" + parameters + ") " + result);
    }
  }

  /** The anchor's module, whether it lies in a folder or in a jar. */
  private static List<String> classNames(Class<?> anchor) throws IOException, URISyntaxException {
    URI place = anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
    if (place.getPath().endsWith("/")) {
      return classNames(Path.of(place), anchor);
    }
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(place), Map.of())) {
      return classNames(jar.getPath("/"), anchor);
    }
  }

  private static List<String> classNames(Path root, Class<?> anchor) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(anchor.getPackageName().replace('.', '/')))) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.replace('/', '.').substring(0, name.length() - ".class".length()))
          .toList();
    }
  }
}
