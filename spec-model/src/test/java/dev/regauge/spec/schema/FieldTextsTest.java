package dev.regauge.spec.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the exported schema tells people of each field. */
class FieldTextsTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void everyFieldHasASentenceAndAnExample() {
    List<String> lacking = new ArrayList<>();
    int all = 0;
    JsonNode definitions = MAPPER.readTree(SpecSchema.text()).get("$defs");
    for (var definition : definitions.properties()) {
      for (var property : definition.getValue().path("properties").properties()) {
        all++;
        String said = property.getValue().path("description").asString("");
        if (said.length() < 8
            || !said.endsWith(".")
            || property.getValue().path("examples").isEmpty()) {
          lacking.add(definition.getKey() + "." + property.getKey());
        }
      }
    }
    assertEquals(List.of(), lacking);
    assertTrue(all > 500, all + " fields");
  }

  /** All in one document: each example under the name of its field, judged by that field alone. */
  @Test
  void everyExampleIsRight() {
    for (String text : List.of(SpecSchema.text(), SpecSchema.draft7())) {
      ObjectNode schema = (ObjectNode) MAPPER.readTree(text);
      String key = schema.has("$defs") ? "$defs" : "definitions";
      ObjectNode all = MAPPER.createObjectNode();
      ObjectNode judge = MAPPER.createObjectNode();
      judge.set("$schema", schema.get("$schema"));
      judge.set(key, schema.get(key));
      ObjectNode fields = judge.putObject("properties");
      for (var definition : schema.get(key).properties()) {
        for (var property : definition.getValue().path("properties").properties()) {
          String name = definition.getKey() + "." + property.getKey();
          String place = "/" + key + "/" + definition.getKey() + "/properties/" + property.getKey();
          fields.putObject(name).put("$ref", "#" + place);
          all.set(name, property.getValue().path("examples").get(0));
        }
      }
      SpecificationVersion version =
          key.equals("$defs") ? SpecificationVersion.DRAFT_2020_12 : SpecificationVersion.DRAFT_7;
      assertEquals(
          List.of(),
          SchemaRegistry.withDefaultDialect(version)
              .getSchema(judge.toString())
              .validate(all.toString(), InputFormat.JSON)
              .stream()
              .map(Object::toString)
              .toList());
    }
  }

  /** The table has no line for a field that is gone. */
  @Test
  void everyLineIsUsed() {
    assertEquals(
        List.of(), new FieldTexts().unusedIn(MAPPER.readTree(SpecSchema.text()).get("$defs")));
  }
}
