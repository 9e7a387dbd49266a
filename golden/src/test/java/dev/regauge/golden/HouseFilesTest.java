package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.common.CodeFindings;
import dev.regauge.engine.contract.VersionRise;
import dev.regauge.engine.output.OutputCodes;
import dev.regauge.engine.request.TargetCodes;
import dev.regauge.plugins.host.PluginCodes;
import dev.regauge.services.Refusals;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.rule.RuleBook;
import dev.regauge.spec.source.ReadCodes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's rules about files: sizes, names, words, pages. */
class HouseFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LONGEST = 400;
  private static final Set<String> SKIPPED =
      Set.of("target", ".git", "expected", "__pycache__", ".regauge", ".venv", "out");

  private static final Pattern SAYS_NOTHING =
      Pattern.compile("(Utils?|Helpers?|Manager|Impl|Info|Data)$");
  private static final Pattern TARGET_WORD =
      Pattern.compile("dagster|airflow|argo\\b|argo[A-Z_-]", Pattern.CASE_INSENSITIVE);
  private static final Pattern NEW_CODE =
      Pattern.compile("new Code\\(\\s*\"(RG-[A-Z]+-[0-9]{3})\"");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  @Test
  void noFileIsTooLong() throws IOException {
    String waived = Files.readString(ROOT.resolve("config/size-waivers.txt"));
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources(".java", ".py", ".peb", ".ftl")) {
      String name = name(file);
      long lines = Files.readString(file).lines().count();
      if (lines > LONGEST && !waived.contains(name + " ")) {
        tooLong.add(name + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void everyWaiverIsNeeded() throws IOException {
    for (String line : Files.readAllLines(ROOT.resolve("config/size-waivers.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String name = line.split(" ", 2)[0];
        assertTrue(Files.exists(ROOT.resolve(name)), name);
        assertTrue(Files.readString(ROOT.resolve(name)).lines().count() > LONGEST, name);
      }
    }
  }

  @Test
  void namesSaySomething() throws IOException {
    List<String> empty = new ArrayList<>();
    for (Path file : sources(".java")) {
      String stem = file.getFileName().toString().replace(".java", "");
      if (SAYS_NOTHING.matcher(stem).find() || stem.startsWith("Abstract")) {
        empty.add(name(file));
      }
    }
    assertEquals(List.of(), empty);
  }

  /** What a target is called is known to its adapter alone. */
  @Test
  void neutralCodeNamesNoTarget() throws IOException {
    List<String> named = new ArrayList<>();
    for (String module : List.of("spec-model", "adapters/spi", "adapters/engine")) {
      for (Path file : sourcesBelow(ROOT.resolve(module + "/src/main"), ".java")) {
        String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        if (TARGET_WORD.matcher(code).find()) {
          named.add(name(file));
        }
      }
    }
    assertEquals(List.of(), named);
  }

  @Test
  void everyCodeHasAPageAndIsOneCode() throws IOException {
    List<Code> codes = new ArrayList<>(ReadCodes.ALL);
    codes.addAll(RuleBook.codes());
    codes.addAll(TargetCodes.ALL);
    codes.addAll(VersionRise.ALL);
    codes.addAll(CodeFindings.ALL);
    codes.addAll(OutputCodes.ALL);
    codes.addAll(PluginCodes.ALL);
    codes.addAll(Refusals.ALL);
    assertEquals(codes.size(), codes.stream().distinct().count());
    List<String> lacking = new ArrayList<>();
    codes.removeAll(RuleBook.codes()); // RulesTest asks for their pages and their files
    for (Code code : codes) {
      if (!Files.exists(ROOT.resolve("docs/rules/" + code.id() + ".md"))) {
        lacking.add(code.id());
      }
    }
    assertEquals(List.of(), lacking);
  }

  /**
   * Each code that the sources make has a page and a test: a folder in {@code golden/rules}, or,
   * where it takes a disk, a broken adapter or one engine's limits, a test that names it.
   */
  @Test
  void everyCodeInTheSourcesHasAPageAndATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    SortedSet<String> codes = new TreeSet<>();
    for (Path file : sources(".java")) {
      String text = Files.readString(file);
      if (name(file).contains("/src/test/") && !name(file).endsWith("HouseFilesTest.java")) {
        tests.append(text);
      } else {
        NEW_CODE.matcher(text).results().forEach(made -> codes.add(made.group(1)));
      }
    }
    assertTrue(codes.size() > 90, codes.toString());
    List<String> lacking = new ArrayList<>();
    for (String code : codes) {
      if (!Files.exists(ROOT.resolve("docs/rules/" + code + ".md"))) {
        lacking.add(code + " has no page");
      }
      if (!Files.exists(ROOT.resolve("golden/rules/" + code + "/bad.txt"))
          && tests.indexOf(code) < 0) {
        lacking.add(code + " has no test");
      }
    }
    assertEquals(List.of(), lacking);
  }

  /** A code in the sources that no list knows would have no page. */
  @Test
  void everyPageBelongsToACode() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : sources(".java")) {
      all.append(Files.readString(file));
    }
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs/rules"))) {
      for (Path page : (Iterable<Path>) pages::iterator) {
        String code = page.getFileName().toString().replace(".md", "");
        assertTrue(all.indexOf("\"" + code + "\"") >= 0, code);
      }
    }
  }

  @Test
  void decisionsHaveUniqueNumbers() throws IOException {
    SortedMap<String, String> byNumber = new TreeMap<>();
    try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/adr"))) {
      for (Path decision : (Iterable<Path>) decisions::iterator) {
        String name = decision.getFileName().toString();
        String before = byNumber.put(name.substring(0, 4), name);
        assertEquals(null, before, "two decisions have one number: " + before + ", " + name);
      }
    }
    assertFalse(byNumber.isEmpty());
  }

  @Test
  void theVersionIsThePomsVersion() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    assertTrue(pom.contains("<version>" + GeneratorVersion.CURRENT + "</version>"));
  }

  @Test
  void ourOwnPluginsAreOfThisVersion() throws IOException {
    int found = 0;
    for (Path file : sources("/META-INF/regauge/plugin.yaml")) {
      String version = "\nversion: " + GeneratorVersion.CURRENT + "\n";
      assertTrue(Files.readString(file).contains(version), name(file));
      found++;
    }
    assertTrue(found >= 4, "only " + found + " are there");
  }

  private static List<Path> sources(String... suffixes) throws IOException {
    return sourcesBelow(ROOT, suffixes);
  }

  private static List<Path> sourcesBelow(Path folder, String... suffixes) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            boolean isSkipped =
                SKIPPED.contains(at.getFileName().toString())
                    && !at.toString().contains("src/main/java");
            return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) {
            for (String suffix : suffixes) {
              if (at.toString().endsWith(suffix)) {
                found.add(at);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
