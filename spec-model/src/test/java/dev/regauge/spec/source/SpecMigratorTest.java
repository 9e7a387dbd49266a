package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.source.SpecMigrator.Migrated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
