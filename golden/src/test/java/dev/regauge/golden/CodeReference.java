package dev.regauge.golden;

import dev.regauge.spec.diagnostic.CodePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page docs/reference/codes.md: every code that the sources know with its severity, the heading
 * of its page, and its fixture. A severity is what the fixture's text says; where a code has none,
 * what the sources make of it.
 */
final class CodeReference {
  private static final Path ROOT = Path.of("..");
  private static final Pattern DECLARED =
      Pattern.compile("(\\w+)\\s*=\\s*new Code\\(\\s*\"(RG-[A-Z]+-[0-9]{3})\"");

  /** What the codes of a family are about, in the order of the page. */
  private static final List<Map.Entry<String, String>> FAMILIES =
      List.of(
          Map.entry("READ", "Reading a file"),
          Map.entry("LINK", "Names that lead from one place to another"),
          Map.entry("RULE", "What a product means"),
          Map.entry("FEAT", "What a target refuses or approximates"),
          Map.entry("OUT", "Writing bundles"),
          Map.entry("SEC", "What may not leave, or lead out"),
          Map.entry("PLUG", "Plugins"),
          Map.entry("CT", "Contracts"),
          Map.entry("EVT", "Events and their schemas"),
          Map.entry("TABLE", "Tables and catalogs"));

  /** Where a code is declared, under which name, and the file's text. */
  private record Declared(Path file, String name, String text) {
    String type() {
      return file.getFileName().toString().replace(".java", "");
    }
  }

  private final SortedMap<String, Declared> codes = new TreeMap<>();
  private final List<Path> files;
  private final SortedMap<String, String> texts = new TreeMap<>();

  private CodeReference() throws IOException {
    files = sources();
    for (Path file : files) {
      String text = Files.readString(file);
      texts.put(file.toString(), text);
      Matcher code = DECLARED.matcher(text);
      while (code.find()) {
        codes.put(code.group(2), new Declared(file, code.group(1), text));
      }
    }
  }

  /** Returns the page as it is to be. */
  static String page() throws IOException {
    CodeReference reference = new CodeReference();
    StringBuilder page =
        new StringBuilder(
            """
            # Diagnostic codes

            Every code of Regauge, made of the sources, the pages and the fixtures by `CodeReferenceTest`: do not edit. A code keeps its meaning for good, and one that goes is given to
            nothing else. `regauge explain RG-LINK-001` prints a code's page; the fixture is a product that is refused for it. A warning may be silenced with a reason (`silence` of the product).
            """);
    SortedSet<String> left = new TreeSet<>(reference.codes.keySet());
    for (Map.Entry<String, String> family : FAMILIES) {
      String prefix = "RG-" + family.getKey() + "-";
      page.append("\n## ").append(family.getValue()).append(" (").append(prefix).append("…)\n\n");
      page.append("| Code | Severity | Meaning | Fixture |\n|---|---|---|---|\n");
      for (String code : reference.codes.keySet()) {
        if (code.startsWith(prefix)) {
          page.append(reference.row(code));
          left.remove(code);
        }
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("a family without words: " + left);
    }
    return page.toString();
  }

  private String row(String code) throws IOException {
    Path page = ROOT.resolve("docs/rules/" + code + ".md");
    String title = CodePages.Page.parse(Files.readString(page)).title();
    Path fixture = Path.of("rules", code);
    String example =
        Files.isDirectory(fixture) ? "[product](../../golden/rules/" + code + "/good.yaml)" : "";
    if (Files.exists(fixture.resolve("bad.yaml"))) {
      example = example.replace("good.yaml", "bad.yaml");
    }
    return "| [%s](../rules/%s.md) | %s | %s | %s |\n"
        .formatted(code, code, severity(code, fixture), title.replace("|", "\\|"), example);
  }

  private String severity(String code, Path fixture) throws IOException {
    Path said = fixture.resolve("bad.txt");
    if (Files.exists(said)) {
      Matcher severity =
          Pattern.compile("^(error|warning)\\[" + code + "]", Pattern.MULTILINE)
              .matcher(Files.readString(said));
      if (severity.find()) {
        return severity.group(1);
      }
    }
    return ofTheSources(code);
  }

  /** What is made of the code's constant; else the one severity of the file that declares it. */
  private String ofTheSources(String code) {
    Declared declared = codes.get(code);
    SortedSet<String> found = new TreeSet<>();
    for (Path file : files) {
      String name =
          file.equals(declared.file())
              ? "(?:" + declared.type() + "\\.)?" + declared.name()
              : declared.type() + "\\." + declared.name();
      found.addAll(made("\\(\\s*" + name + "\\b", texts.getOrDefault(file.toString(), "")));
    }
    if (found.isEmpty()) {
      found.addAll(made("\\(", declared.text()));
    }
    if (found.size() != 1) {
      throw new IllegalStateException(code + " is found as " + found + ": give it a fixture");
    }
    return found.first().toLowerCase(Locale.ROOT);
  }

  private static List<String> made(String then, String text) {
    return Pattern.compile("\\b(error|warning)" + then)
        .matcher(text)
        .results()
        .map(one -> one.group(1))
        .toList();
  }

  /** The sources of what is published: of all modules, without their tests. */
  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("spec-model", "templates", "adapters", "plugins")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(file -> file.toString().contains("src/main/java"))
            .filter(file -> file.toString().endsWith(".java"))
            .sorted()
            .forEach(found::add);
      }
    }
    return found;
  }
}
