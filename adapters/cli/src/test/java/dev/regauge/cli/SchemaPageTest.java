package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.PrettyJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The reference of the spec for people, made of the schema that machines get. */
class SchemaPageTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"product", "part", "plan"})
  void everyRecordAndFieldIsInIt(String subject) {
    PluginProject project = new PluginProject(temp);
    assertEquals(0, project.run("schema", subject), project.err);
    JsonNode schema = PrettyJson.tree(project.out);
    assertEquals(0, project.run("schema", subject, "--markdown"), project.err);
    String page = project.out;
    List<String> lacking = new ArrayList<>();
    for (var definition : schema.path("$defs").properties()) {
      String head = "\n## " + definition.getKey() + "\n";
      int from = page.indexOf(head);
      int to = from < 0 ? 0 : page.indexOf("\n## ", from + 1);
      String part = from < 0 ? "" : page.substring(from, to < 0 ? page.length() : to);
      if (part.isBlank() || part.strip().equals(head.strip())) {
        lacking.add(definition.getKey());
      }
      for (String field : definition.getValue().path("properties").propertyNames()) {
        if (!part.contains("| `" + field + "`")) {
          lacking.add(definition.getKey() + "." + field);
        }
      }
    }
    assertEquals(List.of(), lacking);
  }

  @Test
  void aFieldSaysWhatMayStandThereAndWhether() {
    PluginProject project = new PluginProject(temp);
    assertEquals(0, project.run("schema", "--markdown"), project.err);
    assertTrue(project.out.contains("| `overlap` | `queue`, `skip`, `replace`, `allow` | "));
    assertTrue(
        project.out.contains("| `triggers` | a list of [TriggerSpec](#triggerspec) | "),
        project.out);
    assertTrue(project.out.contains("| `maxCatchup` | a whole number from 1 to 200 | "));
    assertTrue(project.out.contains("| `name` (must be) | a text | The job's name."));
    assertEquals(2, project.run("schema", "--markdown", "--draft", "7"));
  }
}
