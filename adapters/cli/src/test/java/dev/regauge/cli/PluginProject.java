package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A project on the disk with its plugins, and what the command line says in it. */
final class PluginProject {
  static final String HEAD =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: hello}
      catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
      """;

  final Path root;

  /** What the last command printed. */
  String out = "";

  String err = "";

  PluginProject(Path root) {
    this.root = root;
  }

  PluginProject file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command with {@code @} for the project's folder and returns its exit code. */
  int run(String... line) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    String[] there =
        Stream.of(line).map(word -> word.replace("@", root.toString())).toArray(String[]::new);
    int code =
        Main.run(
            new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8)),
            there);
    out = data.toString(StandardCharsets.UTF_8);
    err = talk.toString(StandardCharsets.UTF_8);
    return code;
  }

  String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an archive of these texts. */
  static void zip(Path archive, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(archive.getParent());
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (var entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Compiles one Java source with our own class path and returns the classes by path. */
  static Map<String, byte[]> compiled(Path work, String name, String source) throws IOException {
    Path file = work.resolve(name + ".java");
    Path classes = work.resolve("classes");
    Files.createDirectories(classes);
    Files.writeString(file, source);
    List<String> options = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    options.addAll(List.of("-cp", System.getProperty("java.class.path"), file.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, said, said, options.toArray(String[]::new));
    assertTrue(code == 0, said.toString(StandardCharsets.UTF_8));
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        found.put(classes.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return found;
  }
}
