package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normal form as it is written: what it says stays, and so do comments. */
class SpecFormatterTest {

  private static final String HEAD = Reading.HEAD;

  @Test
  void theWholeCorpusSaysTheSameAndStaysAsItIsThen() throws IOException {
    List<String> wrong = new ArrayList<>();
    int formatted = 0;
    for (Path file : corpus()) {
      byte[] bytes = Files.readAllBytes(file);
      FoundDiagnostics found = new FoundDiagnostics();
      Optional<String> text = new SpecFormatter().format("shop/product.yaml", bytes, found).text();
      if (text.isEmpty()) {
        boolean isOurs =
            found.sorted().stream().anyMatch(each -> each.code().id().equals("RG-READ-060"));
        if (isOurs || !found.hasErrors()) {
          wrong.add(file + " is not formatted");
        }
        continue;
      }
      formatted++;
      Optional<String> again =
          new SpecFormatter()
              .format("shop/product.yaml", SpecFormatter.bytes(text.get()), new FoundDiagnostics())
              .text();
      if (!again.equals(text)) {
        wrong.add(file + " is formatted anew each time");
      }
      Reading before = Reading.of(bytes, new java.util.TreeMap<>());
      Reading after = Reading.of(SpecFormatter.bytes(text.get()), new java.util.TreeMap<>());
      if (!before.document().product().equals(after.document().product())) {
        wrong.add(file + " says something else");
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(formatted > 150, "only " + formatted + " files");
  }

  private static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../golden"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && Files.isRegularFile(file))
          .filter(file -> !file.toString().contains("/expected/"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "python: 'a.b:c'          | {python: {entrypoint: 'a.b:c'}}",
        "sql: select a, b from t  | BLOCK",
        "sql: q/a.sql             | {sql: {file: q/a.sql}}",
        "command: run it          | {command: {argv: [run, it]}}",
      })
  void aShortRunIsWrittenOut(String run, String expected) {
    String head = HEAD + "assets:\n  - key: a\n    run:";
    if (expected.equals("BLOCK")) {
      // Between brackets the comma would end a plain text; on a line of its own it does not.
      String text = formatted(head + "\n      " + run + "\n");
      assertTrue(text.contains("      sql:\n        query: select a, b from t\n"), text);
    } else {
      String text = formatted(head + " {" + run + "}\n");
      assertTrue(text.contains("    run: " + expected + "\n"), text);
    }
  }

  @Test
  void aMappingThatIsAWordStaysOne() {
    String yaml =
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata:
          name: rails
        assets:
          - key: a
            inputs:
              - {asset: b, mapping: last}
              - {asset: c, mapping: {dims: {region: all}}}
            run:
              noop: {}
        """;
    FoundDiagnostics found = new FoundDiagnostics();
    assertEquals(Optional.of(yaml), new SpecFormatter().format("f.yaml", utf8(yaml), found).text());
  }

  @Test
  void commentsAndGroupsStayWhereTheyBelong() {
    String text =
        formatted(
            """
            # About the file.

            kind: DataProduct  # the kind
            # about the version
            apiVersion: regauge.dev/v1
            metadata:
                # the name
                name: hello # n

                owner: "team:a"
                # last of metadata
            assets:
            - run:   # how
                sql: |  # text

                  select 1 as n
                  -- no comment # of YAML
                    from x


              key: a/b
              checks: [
                {not_null: n}, # one
                # before two
                {unique: [n,
                   m]},
                # after
              ]  # end
              # last of a/b
            - # odd dash
              key: c
              run: {python: "m:f"}
              cron: "0 6 * * *" # daily
              deps:
              - a/b   # read
            checks:
              # moved
              - {asset: c, name: rows, row_count: {min: 1}} # yes
            # foot
            """);
    assertEquals(
        """
        # About the file.

        # about the version
        apiVersion: regauge.dev/v1
        kind: DataProduct  # the kind
        metadata:
          # the name
          name: hello  # n

          owner: "team:a"
          # last of metadata
        assets:
          - key: a/b
            run:  # how
              sql:  # text
                query: |

                  select 1 as n
                  -- no comment # of YAML
                    from x
            checks:  # end
              - {not_null: {columns: [n]}}  # one
              # before two
              - unique:
                  columns:
                    - n
                    - m
              # after
            # last of a/b
          # odd dash
          - key: c
            deps:
              - {asset: a/b}  # read
            run: {python: {entrypoint: "m:f"}}
            checks:
              # moved
              - {name: rows, row_count: {min: 1}}  # yes
            triggers: [{cron: "0 6 * * *"}]  # daily
        # foot
        """,
        text);
    assertEquals(text, formatted(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'a: 1\nb: 2\n'",
    "'kind: DataProduct\n'",
    "'assets: [\n'",
    "'a: &x 1\nb: *x\n'",
    "''",
    "'- 1\n'"
  })
  void aFileWithErrorsIsLeftAlone(String yaml) {
    FoundDiagnostics found = new FoundDiagnostics();
    assertEquals(Optional.empty(), new SpecFormatter().format("f.yaml", utf8(yaml), found).text());
    assertTrue(found.hasErrors());
  }

  @Test
  void lineEndsAndMarksOfOtherSystemsGo() {
    String yaml = HEAD + "assets:\n  - key: a  # c\n    run: {python: {entrypoint: m.n:f}}\n";
    assertEquals(yaml, formatted("\ufeff" + yaml.replace("\n", "\r\n")));
  }

  @Test
  void anIncludedPartIsFormattedByItself() {
    assertEquals(
        "pools: {api: {slots: 2}}\nchecks:\n  - {unique: {columns: [id]}, asset: far/away}\n",
        formatted("checks:\n- {asset: far/away, unique: id}\npools: {api: 2}\n"));
  }

  @Test
  void whatCannotBeWrittenTheSameIsNotWrittenAtAll() {
    String key = "k".repeat(2000); // no key of one line may be so long
    String yaml =
        "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata:\n  name: hello\n  labels:\n    ? "
            + key
            + "\n    : x\n";
    FoundDiagnostics found = new FoundDiagnostics();
    assertEquals(Optional.empty(), new SpecFormatter().format("f.yaml", utf8(yaml), found).text());
    assertEquals(
        List.of("RG-READ-060"), found.sorted().stream().map(each -> each.code().id()).toList());
  }

  private static String formatted(String yaml) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecFormatter.Formatted formatted =
        new SpecFormatter().format("product.yaml", utf8(yaml), found);
    assertEquals("", new TextPrinter(formatted.sources()).print(found.sorted()));
    return formatted.text().orElseThrow();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
