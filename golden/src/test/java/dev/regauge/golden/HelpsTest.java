package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The helps that name a concrete fix are the fix: each is carried out, alone, in the file that it
 * is about, and the finding is gone and nothing of its kind came.
 */
class HelpsTest {

  /** What was hidden behind a finding, as {@code folder code}: seen only when that is mended. */
  private static final Set<String> REVEALED =
      Set.of(
          "rules/RG-FEAT-003 RG-FEAT-002", // the feature is known, and then it is not needed
          "rules/RG-READ-013 RG-LINK-003", // the partitions are named, and then not declared
          "rules/RG-RULE-005 RG-RULE-035", // the first column is there, and is no time
          "rules/RG-RULE-060 RG-LINK-001", // one of two places is renamed
          "hazards/words-of-python RG-LINK-003",
          "hazards/capitals RG-LINK-004", // two hazards at once
          "hazards/letters-that-look-alike RG-LINK-004",
          "hazards/other-spec-version RG-RULE-050"); // nothing was read before

  @TempDir Path all;

  @Test
  void whatAHelpNamesIsTheFix() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<String> codes = new TreeSet<>();
    int carriedOut = 0;
    for (Path product : products()) {
      Path folder = all.resolve(product.getParent().toString());
      copy(product.getParent(), folder);
      Path copy = folder.resolve(product.getFileName());
      List<Diagnostic> before = findings(copy);
      for (Diagnostic found : before) {
        if (found.span().isEmpty()) {
          continue;
        }
        Path file = folder.resolve(found.span().get().file());
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Optional<String> mended = AppliedHelp.to(text, found);
        if (mended.isEmpty()) {
          continue;
        }
        carriedOut++;
        codes.add(found.code().id());
        Files.writeString(file, mended.get());
        List<Diagnostic> after = findings(copy);
        Files.writeString(file, text);
        Set<String> came = codes(after);
        came.removeAll(codes(before));
        came.removeIf(code -> REVEALED.contains(product.getParent() + " " + code));
        if (count(after, found) >= count(before, found) || !came.isEmpty()) {
          wrong.add(
              came
                  + " "
                  + product
                  + ": "
                  + found.code()
                  + " "
                  + found.message()
                  + ": "
                  + found.help());
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(carriedOut > 90 && codes.size() > 30, carriedOut + " helps of " + codes);
  }

  private static long count(List<Diagnostic> all, Diagnostic like) {
    return all.stream().filter(found -> found.code().equals(like.code())).count();
  }

  private static Set<String> codes(List<Diagnostic> all) {
    Set<String> codes = new TreeSet<>();
    all.forEach(found -> codes.add(found.code().id()));
    return codes;
  }

  private static List<Path> products() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String place : List.of("rules", "hazards")) {
      try (Stream<Path> files = Files.walk(Path.of(place), 2)) {
        files
            .filter(file -> file.toString().matches(".*/(bad|product)\\.yaml"))
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  private static void copy(Path from, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.write(to, Files.readAllBytes(file));
      }
    }
  }

  private static List<Diagnostic> findings(Path product) {
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = new Generator(AdapterRegistry.of(List.of(new Rails())), "golden");
    CompiledProduct compiled = generator.check(product, TargetSelection.ALL, found).product();
    return compiled.heard(found);
  }
}
