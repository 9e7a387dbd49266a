package dev.regauge.adapters.argo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;

/** Generated YAML, read back. */
final class Yaml {
  private Yaml() {}

  static List<JsonNode> documents(String text) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAMLMapper.builder().build().readerFor(JsonNode.class).readValues(text)) {
      return documents.readAll();
    }
  }

  /** Returns a template of a WorkflowTemplate. */
  static JsonNode template(JsonNode workflow, String name) {
    for (JsonNode template : workflow.at("/spec/templates")) {
      if (template.at("/name").asText().equals(name)) {
        return template;
      }
    }
    throw new AssertionError("no template " + name);
  }

  /** Returns a text in double quotes and ASCII, as JSON and YAML both read it. */
  static String quoted(String text) {
    try {
      return JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
