package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The contract of Helm values is what the schemas of charts say. */
class HelmValuesTest {
  private static final Path CONTRACT = Path.of("../docs/contracts/helm-values.md");

  /** A chart's schema, and the members in it that are named by the product. */
  private record Chart(String heading, List<String> schemas, List<String> named) {}

  private static final List<Chart> CHARTS =
      List.of(
          new Chart(
              "## Services",
              List.of(
                  "services/shop/expected/helm/platform/values.schema.json",
                  "services/databases/expected/helm/platform/values.schema.json"),
              List.of(
                  "services=<service>", "setup=<setup>", "storage=<disk>", "secrets=<variable>")),
          new Chart(
              "## Jobs",
              List.of("services/jobs/triggers/jobs/values.schema.json"),
              List.of("jobs=<job>", "steps=<asset>")));

  @Test
  void theContractHasEachValue() throws IOException {
    String contract = Files.readString(CONTRACT);
    for (Chart chart : CHARTS) {
      SortedSet<String> lines = new TreeSet<>();
      for (String schema : chart.schemas()) {
        add(lines, chart, "", new ObjectMapper().readTree(Files.readString(Path.of(schema))));
      }
      String section = contract.substring(contract.indexOf(chart.heading()));
      int next = section.indexOf("\n## ", 1);
      String said =
          section
              .substring(0, next < 0 ? section.length() : next)
              .lines()
              .filter(line -> line.startsWith("| `"))
              .collect(Collectors.joining("\n"));
      assertEquals(String.join("\n", lines), said, chart.heading());
    }
  }

  private static void add(SortedSet<String> lines, Chart chart, String path, JsonNode form) {
    if (form.has("description")) {
      lines.add(
          "| `" + path + "` | " + kind(form) + " | " + form.get("description").asString() + " |");
      return;
    }
    String member = path.substring(path.lastIndexOf('.') + 1);
    String name =
        chart.named().stream()
            .filter(each -> each.startsWith(member + "="))
            .map(each -> each.substring(member.length() + 1))
            .findFirst()
            .orElse("");
    for (var each : form.get("properties").properties()) {
      String last = name.isEmpty() ? each.getKey() : name;
      if (!each.getKey().equals("global")) {
        add(lines, chart, path.isEmpty() ? last : path + "." + last, each.getValue());
      }
    }
  }

  private static String kind(JsonNode form) {
    if (form.has("enum")) {
      if (form.get("enum").get(0).asString().isEmpty()) {
        return "one of the product's, or nothing";
      }
      return form.get("enum")
          .valueStream()
          .map(JsonNode::asString)
          .collect(Collectors.joining(", "));
    }
    String type = form.get("type").asString();
    return form.has("minimum") ? type + " from " + form.get("minimum") : type;
  }
}
