package dev.regauge.services.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regauge.services.YamlText;
import java.util.List;

/**
 * The values of a chart and what each may be: {@code values.yaml} and {@code values.schema.json}
 * from one list, so that neither knows a value that the other does not.
 */
public final class ChartValues {
  private static final ObjectWriter JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writer();

  private final ObjectNode values = JsonNodeFactory.instance.objectNode();
  private final ObjectNode schema = closed();

  public ChartValues(String title) {
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", title);
    // Helm puts it there when another chart holds this one.
    ((ObjectNode) schema.get("properties")).putObject("global").put("type", "object");
  }

  /** Adds a value with what it is by default; every value has a default, and none may be lost. */
  public void add(List<String> path, Schema what) {
    ObjectNode owner = values;
    ObjectNode form = schema;
    for (String name : path.subList(0, path.size() - 1)) {
      owner = owner.has(name) ? (ObjectNode) owner.get(name) : owner.putObject(name);
      form = member(form, name);
    }
    owner.set(path.getLast(), what.standard());
    ((ObjectNode) form.get("properties")).set(path.getLast(), what.form());
    require(form, path.getLast());
  }

  private static ObjectNode member(ObjectNode form, String name) {
    ObjectNode properties = (ObjectNode) form.get("properties");
    if (!properties.has(name)) {
      properties.set(name, closed());
      require(form, name);
    }
    return (ObjectNode) properties.get(name);
  }

  private static void require(ObjectNode form, String name) {
    form.withArray("/required").add(name);
  }

  private static ObjectNode closed() {
    ObjectNode form = JsonNodeFactory.instance.objectNode().put("type", "object");
    form.putObject("properties");
    form.put("additionalProperties", false);
    return form;
  }

  /** Returns {@code values.yaml}. */
  public String yaml(String product) {
    return YamlText.print(product, List.of(values));
  }

  /** Returns {@code values.schema.json}. */
  public String schema() {
    try {
      return JSON.writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema of ours has no JSON: " + schema, e);
    }
  }
}
