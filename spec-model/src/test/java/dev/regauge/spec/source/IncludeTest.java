package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.form.Wildcards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A product in several files is one product. */
class IncludeTest {

  private static final String TROUBLE = "teams/orders.yaml";

  private static Reading read(String include, Map<String, String> files) {
    String text = Reading.HEAD + "include: " + include + "\nparams: {rate: 1}\n";
    return Reading.of(text.getBytes(StandardCharsets.UTF_8), new TreeMap<>(files));
  }

  @Test
  void listsAndMapsJoin() {
    ProductSpec product =
        read(
                "['teams/*.yaml', topics/orders.yaml]",
                Map.of(
                    "teams/a.yaml",
                    "assets: [{key: raw/a, run: {sql: a.sql}}]\nparams: {more: 2}\n",
                    "teams/b.yaml",
                    "assets: [{key: raw/b, run: {sql: ../sql/b.sql}}]\n",
                    "teams/a.sql",
                    "select 1",
                    "sql/b.sql",
                    "select 2",
                    "topics/orders.yaml",
                    "apiVersion: regauge.dev/v1\nkind: Topic\nmetadata: {name: a.b.v1}\n"
                        + "class: durable\nschema: orders.avsc\n",
                    "topics/orders.avsc",
                    "{}"))
            .product();
    assertEquals(2, product.assets().size());
    assertEquals("[rate, more]", product.params().keySet().stream().toList().reversed().toString());
    String runs = product.assets().toString();
    assertTrue(runs.contains("teams/a.sql") && runs.contains("file=Optional[sql/b.sql]"), runs);
    assertEquals("topics/orders.avsc", product.topics().getFirst().schema().orElseThrow());
  }

  @Test
  void aPlaceIsInTheFileThatHasIt() {
    Reading reading =
        read(
            "[" + TROUBLE + "]", Map.of(TROUBLE, "assets:\n  - {key: raw/a, run: {command: a}}\n"));
    SourceMap sources = reading.document().sources();
    var key = sources.valueAt(SpecPath.of("assets").at(0).field("key")).orElseThrow();
    assertEquals(TROUBLE + ":2:11", key.file() + ":" + key.line() + ":" + key.column());
    assertEquals("product.yaml", sources.valueAt(SpecPath.of("params")).orElseThrow().file());
  }

  @Test
  void mistakesAreToldWithBothFiles() {
    String text =
        read(
                "[" + TROUBLE + "]",
                Map.of(TROUBLE, "params: {rate: 2}\nmode: odd\nassets: [{kye: raw/a}]\n"))
            .text();
    assertTrue(text.contains("--> teams/orders.yaml:1:10"), text);
    assertTrue(text.contains("::: product.yaml:5:10"), text);
    assertTrue(text.contains("teams/orders.yaml:2:7"), text);
    assertTrue(text.contains("teams/orders.yaml:3:11"), text);
  }

  @Test
  void whatAPatternHitsAndIsNoFileIsTold(@TempDir Path folder) throws IOException {
    Path product = Files.createDirectory(folder.resolve("product"));
    Path parts = Files.createDirectories(product.resolve("parts"));
    Path outside = Files.writeString(folder.resolve("outside.yaml"), "neverRead: 1\n");
    Files.createSymbolicLink(parts.resolve("a.yaml"), outside);
    Files.createSymbolicLink(parts.resolve("b.yaml"), parts.resolve("gone"));
    Files.createSymbolicLink(parts.resolve("c.yaml"), Path.of("/dev/zero"));
    Files.createDirectory(parts.resolve("d.yaml"));
    Files.writeString(parts.resolve("e.yaml"), "params: {more: 2}\n");
    Files.createSymbolicLink(parts.resolve("f.yaml"), parts.resolve("f.txt"));
    Files.writeString(parts.resolve("f.txt"), "params: {linked: 2}\n");
    assertEquals(
        List.of(
            "RG-READ-025@4:11 the path 'parts/a.yaml' of the product leads out of the product's folder",
            "RG-READ-025@4:11 the path 'parts/c.yaml' of the product leads out of the product's folder",
            "RG-READ-053@4:11 'parts/b.yaml' is no file, and the pattern fits its name",
            "RG-READ-053@4:11 'parts/d.yaml' is no file, and the pattern fits its name"),
        told(product, "parts/*.yaml"));
    assertEquals(told(product, "parts/*.yaml"), told(product, "**/*.yaml"));
    assertEquals(List.of(), told(product, "parts/e*"));
  }

  @Test
  void aStarByItselfMeansFiles(@TempDir Path product) throws IOException {
    Files.createDirectories(product.resolve("parts/folder"));
    Files.writeString(product.resolve("parts/e.yaml"), "params: {more: 2}\n");
    assertEquals(List.of(), told(product, "parts/*"));
  }

  /** Returns what reading a product on the disk finds. */
  private static List<String> told(Path product, String include) throws IOException {
    Path file = product.resolve("product.yaml");
    Files.writeString(file, Reading.HEAD + "include: ['" + include + "']\nparams: {rate: 1}\n");
    FoundDiagnostics found = new FoundDiagnostics();
    new SpecReader().read(file, found);
    return found.sorted().stream()
        .map(
            finding ->
                finding.code().id()
                    + finding.span().map(at -> "@" + at.line() + ":" + at.column()).orElse("")
                    + " "
                    + finding.message())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.yaml, a/*.yaml, true",
    "a/b.yaml, '*.yaml', false",
    "b.yaml, '**/*.yaml', true",
    "a/b/c.yaml, '**/*.yaml', true",
    "a/b/c.yaml, 'a/**/c.yaml', true",
    "a/.b.yaml, 'a/*.yaml', false",
    "a/b.yaml, 'a/?.yaml', true",
    "a/bb.yaml, 'a/?.yaml', false",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, 'a*a*a*a*a*a*a*a*a*a*c', false",
  })
  void patternsFit(String path, String pattern, boolean fits) {
    assertEquals(fits, Wildcards.fits(path, pattern));
  }

  @ParameterizedTest
  @CsvSource({
    "x.sql, product.yaml, x.sql",
    "x.sql, a/b.yaml, a/x.sql",
    "../x.sql, a/b.yaml, x.sql",
    "../../x.sql, a/b.yaml, ../../x.sql",
    "./x.sql, a/b/c.yaml, a/b/x.sql",
    "/etc/x, a/b.yaml, /etc/x",
  })
  void pathsAreRelativeToTheirFile(String path, String file, String fromRoot) {
    assertEquals(fromRoot, FileNames.fromRoot(path, file));
  }
}
