package dev.regauge.spec.verdict;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file as others read it, and what {@code check} says of it.
 *
 * @param elsewhere the codes of what needs more than the file
 */
record Judged(String id, JsonNode tree, List<Diagnostic> errors, Set<String> elsewhere) {

  /** What is wrong before there is a tree, or is no matter of the tree at all. */
  private static final Set<String> OF_THE_TEXT =
      Set.of(
          "RG-READ-001", // no such file
          "RG-READ-002", // bytes
          "RG-READ-003", // size
          "RG-READ-004", // syntax
          "RG-READ-005", // a key twice
          "RG-READ-006", // aliases and merge keys, which YAML tools resolve
          "RG-READ-007", // tags
          "RG-READ-008", // a second document
          "RG-READ-009", // depth
          "RG-READ-011", // a key that is no text
          "RG-READ-012", // hidden signs
          "RG-READ-022"); // 0o14, which tools read differently

  /** What is no YAML for others either is no document for them; check must have said so. */
  static Optional<Judged> of(
      String id, String yaml, List<Diagnostic> findings, Set<String> elsewhere) {
    List<Diagnostic> errors =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    try {
      Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return Optional.of(new Judged(id, new JsonMapper().valueToTree(tree), errors, elsewhere));
    } catch (YamlEngineException e) {
      Set<String> codes = new TreeSet<>();
      errors.forEach(error -> codes.add(error.code().id()));
      codes.retainAll(OF_THE_TEXT);
      assertTrue(!codes.isEmpty(), id + " is no YAML");
      return Optional.empty();
    }
  }

  /** Whether it is refused for its structure. */
  boolean isRefused() {
    return errors.stream()
        .map(error -> error.code().id())
        .anyMatch(
            code ->
                code.startsWith("RG-READ-")
                    && !OF_THE_TEXT.contains(code)
                    && !elsewhere.contains(code));
  }

  String said() {
    return errors.stream()
        .map(error -> error.code().id() + " " + error.message())
        .toList()
        .toString();
  }
}
