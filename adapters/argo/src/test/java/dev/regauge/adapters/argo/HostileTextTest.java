package dev.regauge.adapters.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.regauge.spec.plan.ExecutionPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Authors' texts come back from the YAML as they were written, and Argo evaluates none of them. */
class HostileTextTest {
  /** What Argo is meant to replace; anything else in double braces came from an author. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\{\\{(inputs\\.parameters\\.(partition|cause)"
              + "|workflow\\.(name|scheduledTime|parameters\\.(partition|cause|params|image|tick|first|last))"
              + "|tasks\\.[-a-z0-9]+\\.outputs\\.parameters\\.status|steps\\.(due|partitions)\\.outputs\\.result|item|=asInt\\(retries\\)"
              + " \\+ 1)\\}\\}");

  @TempDir Path folder;

  static List<String> texts() {
    return List.of(
        "{{workflow.name}} and {{=sprig.env('HOME')}}",
        "{{inputs.parameters.partition}}",
        "{ {x} } {{{ }}} ${HOME} $(id) `id`",
        "'single' \"double\" \\ \\n \\u0041 %s",
        "two\nlines: - a\n# no comment",
        "--- !!python/object/apply:os.system [id]",
        "*alias &anchor <<: n",
        "n",
        "0123",
        "12:30:45",
        "1.10",
        "NO",
        "~",
        "🚂 ünïcödé ‮ \u2066 \u0085 \u2028",
        "tab\there, trailing space ");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textsSurvive(String text) throws Exception {
    SortedMap<String, String> files = Bundles.files(plan(text));
    List<JsonNode> documents = Yaml.documents(files.get("manifests/hello-daily.yaml"));
    JsonNode workflow = documents.getFirst();
    JsonNode asset = annotation(Yaml.template(workflow, "raw--orders").at("/metadata"), "asset");
    assertEquals(text, asset.at("/description").asText());
    assertEquals(text, asset.at("/tags/note").asText());
    assertEquals(text, asset.at("/metadata/words").asText());
    JsonNode job = annotation(workflow.at("/metadata"), "job");
    assertEquals(text, job.at("/description").asText());
    assertEquals(text, job.at("/labels/tier").asText());
    assertEquals(text, job.at("/tags/note").asText());
    JsonNode values = Yaml.documents(files.get("env/prod/environment.yaml")).getFirst();
    assertEquals(text, values.at("/data/WORDS").asText());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void argoEvaluatesOnlyOurOwnBraces(String text) {
    SortedMap<String, String> files = Bundles.files(plan(text));
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().startsWith("manifests/")) {
        String rest = OURS.matcher(file.getValue()).replaceAll("");
        assertFalse(rest.contains("{{"), () -> file.getKey() + " has foreign braces: " + rest);
      }
    }
    assertTrue(files.get("manifests/hello-daily.yaml").contains("{{=asInt(retries) + 1}}"));
  }

  private static JsonNode annotation(JsonNode metadata, String name) throws Exception {
    return JsonMapper.builder()
        .build()
        .readTree(metadata.at("/annotations/regauge.dev~1" + name).asText());
  }

  /** JSON strings are YAML's double-quoted ones. */
  private ExecutionPlan plan(String text) {
    String quoted = Yaml.quoted(text);
    return Bundles.plan(
        folder,
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: hello, description: %1$s, labels: {tier: %1$s}}
        defaults: {retry: 1}
        catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WORDS}}}
        environments: {prod: {values: {URI: x, WORDS: %1$s}}}
        params: {greeting: {type: string, default: %1$s, description: %1$s}}
        partitions: {day: {daily: "2025-01-01"}}
        assets:
          - key: raw/orders
            partitions: day
            description: %1$s
            tags: {note: %1$s}
            metadata: {words: %1$s}
            env: {WORDS: %1$s}
            run: {sql: {query: %1$s}}
        jobs:
          - {name: daily, select: ["*"], tags: {note: %1$s}, params: {greeting: %1$s}, triggers: [{cron: "0 6 * * *"}]}
        """
            .formatted(quoted));
  }
}
