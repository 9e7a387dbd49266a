package dev.regauge.cli;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.common.CodeFiles;
import dev.regauge.services.events.BusUse;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Python code does with the buses. Python parses it, by a program of its standard library that
 * runs nothing of it: no other parser knows the language of the version that the code is for.
 */
final class BusCode implements SourceText {
  private static final String PROGRAM = "/python/bus_code/";
  private static final List<String> FILES =
      List.of("__main__.py", "clients.py", "modules.py", "reader.py");

  /** Code without a spec, whose findings have the places of the code alone. */
  private static final Locator NOWHERE =
      new Locator() {
        @Override
        public Optional<Span> valueAt(SpecPath path) {
          return Optional.empty();
        }

        @Override
        public Optional<Span> keyAt(SpecPath path) {
          return Optional.empty();
        }

        @Override
        public void texts(TextVisitor visitor) {
          return; // there is no spec
        }
      };

  private final SortedMap<String, List<String>> lines = new TreeMap<>();
  private final List<BusUse> uses = new ArrayList<>();
  private final List<BusUse.Unseen> unseen = new ArrayList<>();
  private final List<BusUse.WrittenPlace> places = new ArrayList<>();

  private BusCode() {}

  /** Reads the code of a product: what its bundles would hold. */
  static BusCode of(Path productFile, List<String> paths, Locator locator, Diagnostics out)
      throws IOException, InterruptedException {
    BusCode code = new BusCode();
    code.read(new CodeFiles(productFile, locator, out).copy(paths).files());
    return code;
  }

  /** Reads the code in a folder. */
  static BusCode of(Path folder, Diagnostics out) throws IOException, InterruptedException {
    return of(folder.resolve("-"), List.of("."), NOWHERE, out);
  }

  List<BusUse> uses() {
    return uses;
  }

  List<BusUse.Unseen> unseen() {
    return unseen;
  }

  List<BusUse.WrittenPlace> places() {
    return places;
  }

  /** Returns the names of the files that were read. */
  List<String> files() {
    return List.copyOf(lines.keySet());
  }

  /** Returns the lines of these files and of others. */
  SourceText over(SourceText others) {
    return (file, line) -> line(file, line).or(() -> others.line(file, line));
  }

  @Override
  public Optional<String> line(String file, int line) {
    List<String> of = lines.getOrDefault(file, List.of());
    return line >= 1 && line <= of.size() ? Optional.of(of.get(line - 1)) : Optional.empty();
  }

  private void read(List<BundleFile> copied) throws IOException, InterruptedException {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    ArrayNode files = asked.putArray("files");
    for (BundleFile file : copied) {
      String path = CodeFiles.inProduct(file.path()).orElseThrow();
      if (path.endsWith(".py")) {
        lines.put(path, file.content().asText().lines().toList());
        files
            .addObject()
            .put("path", path)
            .put("module", moduleOf(path))
            .put("bytes", Base64.getEncoder().encodeToString(file.content().toBytes()));
      }
    }
    if (!files.isEmpty()) {
      take(JsonMapper.shared().readTree(parsed(asked.toString())));
    }
  }

  /** Returns the name by which code imports a file: a step has the product root and its src. */
  private static String moduleOf(String path) {
    String below = path.startsWith("src/") ? path.substring("src/".length()) : path;
    String stem = below.substring(0, below.length() - ".py".length());
    String name = stem.endsWith("/__init__") ? stem.substring(0, stem.lastIndexOf('/')) : stem;
    return name.replace('/', '.');
  }

  /** Has the program parse the files; it is laid into a folder, for it is several files. */
  private static String parsed(String asked) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("regauge-lint");
    try {
      for (String file : FILES) {
        try (InputStream part = BusCode.class.getResourceAsStream(PROGRAM + file)) {
          if (part == null) {
            throw new IllegalStateException(PROGRAM + file + " is not in the program");
          }
          Files.copy(part, folder.resolve(file));
        }
      }
      return answer(new ProcessBuilder("python3", "-I", "-B", folder.toString()), asked);
    } finally {
      for (String file : FILES) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  private static String answer(ProcessBuilder program, String asked)
      throws IOException, InterruptedException {
    Process python;
    try {
      python = program.start();
    } catch (IOException e) {
      throw new IOException("python3 reads the code, and is not there: " + e.getMessage(), e);
    }
    ByteArrayOutputStream failure = new ByteArrayOutputStream();
    Thread errors = aside(() -> python.getErrorStream().transferTo(failure));
    Thread asking =
        aside(
            () -> {
              try (OutputStream in = python.getOutputStream()) {
                in.write(asked.getBytes(StandardCharsets.UTF_8));
              }
            });
    String answer = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = python.waitFor();
    asking.join();
    errors.join();
    if (code != 0) {
      throw new IOException(
          "python3 could not read the code (exit "
              + code
              + "): "
              + failure.toString(StandardCharsets.UTF_8).strip());
    }
    return answer;
  }

  /** What is read or written while its answer is waited for. */
  private interface Piping {
    void run() throws IOException;
  }

  /** Starts it; a pipe that breaks belongs to a process that has ended and says why. */
  private static Thread aside(Piping piping) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                piping.run();
              } catch (IOException e) {
                return; // its exit code tells
              }
            });
  }

  private void take(JsonNode answer) {
    for (JsonNode use : each(answer, "uses")) {
      uses.add(
          new BusUse(
              BusUse.Kind.valueOf(use.path("kind").asString().toUpperCase(Locale.ROOT)),
              some(use.path("bus").asString()),
              use.path("name").asString(),
              some(use.path("group").asString()),
              "the code",
              Optional.of(span(use)),
              use.has("call") ? Optional.of(span(use.path("call"))) : Optional.empty(),
              Optional.empty(),
              false));
    }
    for (JsonNode place : each(answer, "places")) {
      places.add(
          new BusUse.WrittenPlace(
              span(place), place.path("bus").asString(), place.path("isSecret").asBoolean()));
    }
    for (JsonNode one : each(answer, "unseen")) {
      unseen.add(new BusUse.Unseen(span(one), one.path("why").asString()));
    }
  }

  private static List<JsonNode> each(JsonNode answer, String name) {
    return StreamSupport.stream(answer.path(name).spliterator(), false).toList();
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Span span(JsonNode place) {
    return new Span(
        place.path("file").asString(),
        place.path("line").asInt(),
        place.path("column").asInt(),
        place.path("length").asInt());
  }
}
