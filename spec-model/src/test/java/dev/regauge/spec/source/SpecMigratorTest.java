package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.source.SpecMigrator.Migrated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of older versions say the same afterwards, with their comments. */
class SpecMigratorTest {

  private static final String OLD =
      """
      # 🚆 the rails
      apiVersion: regauge.dev/v1
      assets:
        - key: a  # first
          inputs:
            - {asset: b, mapping: {rule: last}}  # newest
            - asset: c
              mapping:
                rule: all  # of them
            - asset: d
              mapping: # by region
                rule: "identity"
            - {asset: e, mapping: {dims: {region: {rule: all}, day: {window: {start: -1}}}}}
            - {asset: f, mapping: {window: {start: -1}}}
      """;

  private static final String NEW =
      """
      # 🚆 the rails
      apiVersion: regauge.dev/v1
      assets:
        - key: a  # first
          inputs:
            - {asset: b, mapping: last}  # newest
            - asset: c
              mapping: all  # of them
            - asset: d
              mapping: # by region
                "identity"
            - {asset: e, mapping: {dims: {region: all, day: {window: {start: -1}}}}}
            - {asset: f, mapping: {window: {start: -1}}}
      """;

  private final FoundDiagnostics found = new FoundDiagnostics();

  @Test
  void aRuleThatWasWrittenOutIsAWordAgain() {
    Migrated migrated = migrate(OLD);
    assertEquals(Optional.of(NEW), migrated.text());
    assertEquals(1, migrated.steps().size());
  }

  @Test
  void aFileThatIsUpToDateStays() {
    Migrated migrated = migrate(NEW);
    assertEquals(Optional.of(NEW), migrated.text());
    assertEquals(List.of(), migrated.steps());
  }

  /** In the words of check; a part of a product has no version, a product file always has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "product.yaml | kind: DataProduct | RG-READ-015 | the product has no 'apiVersion'",
        "shop.yaml | kind: DataProduct | RG-READ-015 | the product has no 'apiVersion'",
        "a/product.yaml | assets: [] | RG-READ-015 | the product has no 'apiVersion'",
        "t.yaml | kind: Topic | RG-READ-015 | the topic has no 'apiVersion'",
        "s.yaml | kind: Service | RG-READ-015 | the service has no 'apiVersion'",
        "shop.yaml | apiVersion: [regauge.dev/v1] | RG-READ-014 | 'apiVersion' of the product"
            + " takes a text, but a list is written",
        "shop.yaml | apiVersion:  | RG-READ-014 | 'apiVersion' of the product takes a text, but"
            + " nothing is written",
        "part.yaml | assets: [] | - | -",
      })
  void aFileWithoutItsVersionIsNotUpToDate(String name, String text, String code, String message) {
    FoundDiagnostics missing = new FoundDiagnostics();
    Migrated migrated =
        new SpecMigrator().migrate(name, text.getBytes(StandardCharsets.UTF_8), missing);
    assertEquals(code == null, migrated.text().isPresent());
    assertEquals(
        code == null ? List.of() : List.of(code + " " + message),
        missing.sorted().stream().map(found -> found.code().id() + " " + found.message()).toList());
  }

  @Test
  void aVersionThatNobodyKnowsIsRefused() {
    assertTrue(migrate(OLD.replace("/v1", "/v7")).text().isEmpty());
    assertEquals("RG-READ-021", found.sorted().getFirst().code().id());
    assertEquals(
        "the only version that this Regauge knows is regauge.dev/v1: take a newer Regauge for this"
            + " file",
        found.sorted().getFirst().help());
    assertTrue(migrate(OLD.replace("/v1", "/v0")).text().isEmpty());
    assertTrue(
        found.sorted().stream().anyMatch(each -> each.help().contains("regauge.dev/v1: write it")));
  }

  @Test
  void aFileThatIsNoYamlIsTold() {
    assertTrue(migrate("assets: [").text().isEmpty());
    assertEquals("RG-READ-004", found.sorted().getFirst().code().id());
  }

  private Migrated migrate(String text) {
    return new SpecMigrator().migrate("a.yaml", text.getBytes(StandardCharsets.UTF_8), found);
  }
}
