package dev.regauge.services.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a value of a chart may be.
 *
 * @param form its JSON Schema
 * @param standard what it is when nobody says
 */
public record Schema(ObjectNode form, JsonNode standard) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A quantity of Kubernetes such as {@code 500m} or {@code 1Gi}. */
  private static final String QUANTITY = "^[0-9]+(\\.[0-9]+)?(m|[kMGTPE]|[KMGTPE]i)?$";

  private static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$";
  private static final String SECRET = "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$";
  private static final String KEY = "^[-._a-zA-Z0-9]{1,253}$";

  private static ObjectNode form(String type, String description) {
    return NODES.objectNode().put("type", type).put("description", description);
  }

  /** Returns a whole number from {@code least} to {@code most}. */
  public static Schema number(String description, long least, long most, long standard) {
    return new Schema(
        form("integer", description).put("minimum", least).put("maximum", most),
        NODES.numberNode(standard));
  }

  /** Returns true or false. */
  public static Schema bool(String description, boolean standard) {
    return new Schema(form("boolean", description), NODES.booleanNode(standard));
  }

  /** Returns any text. */
  public static Schema text(String description, String standard) {
    return new Schema(form("string", description), NODES.textNode(standard));
  }

  /** Returns a text of a form. */
  public static Schema text(String description, String pattern, String standard) {
    return new Schema(
        form("string", description).put("pattern", pattern), NODES.textNode(standard));
  }

  /** Returns one of some words. */
  public static Schema word(String description, List<String> words, String standard) {
    ObjectNode form = form("string", description);
    words.forEach(form.putArray("enum")::add);
    return new Schema(form, NODES.textNode(standard));
  }

  /** Returns a size such as {@code 8Gi}. */
  public static Schema quantity(String description, String standard) {
    return text(description, QUANTITY, standard);
  }

  /** Returns texts by the names of variables, of which some are not for the reader to set. */
  public static Schema variables(
      String description, SortedMap<String, String> standard, Collection<String> forbidden) {
    ObjectNode form = form("object", description);
    form.putObject("propertyNames").put("pattern", VARIABLE);
    form.putObject("additionalProperties").put("type", "string");
    if (!forbidden.isEmpty()) {
      ObjectNode properties = form.putObject("properties");
      forbidden.forEach(name -> properties.putObject(name).putObject("not"));
    }
    ObjectNode values = NODES.objectNode();
    standard.forEach(values::put);
    return new Schema(form, values);
  }

  /** Returns texts of which each may be there, and no others. */
  public static Schema known(String description, Collection<String> names) {
    ObjectNode form = form("object", description);
    ObjectNode properties = form.putObject("properties");
    names.forEach(name -> properties.putObject(name).put("type", "string"));
    form.put("additionalProperties", false);
    return new Schema(form, NODES.objectNode());
  }

  /** Where a secret lies, never what it is. */
  public record Place(String name, String key) {

    private ObjectNode node() {
      return NODES.objectNode().put("name", name).put("key", key);
    }
  }

  /** Returns where secrets lie, by the variables that hold them; the reader may add others. */
  public static Schema secrets(String description, SortedMap<String, Place> standard) {
    ObjectNode form = form("object", description);
    form.putObject("propertyNames").put("pattern", VARIABLE);
    form.set("additionalProperties", place());
    ArrayNode required = form.putArray("required");
    ObjectNode values = NODES.objectNode();
    standard.forEach(
        (variable, where) -> {
          required.add(variable);
          values.set(variable, where.node());
        });
    return new Schema(form, values);
  }

  /** Returns where one secret lies. */
  public static Schema secret(String description, Place standard) {
    return new Schema(place().put("description", description), standard.node());
  }

  private static ObjectNode place() {
    ObjectNode form = NODES.objectNode().put("type", "object");
    ObjectNode properties = form.putObject("properties");
    properties.putObject("name").put("type", "string").put("pattern", SECRET);
    properties.putObject("key").put("type", "string").put("pattern", KEY);
    form.putArray("required").add("name").add("key");
    form.put("additionalProperties", false);
    return form;
  }

  /** Returns a list of texts of a form. */
  public static Schema names(String description, Collection<String> standard) {
    ObjectNode form = form("array", description);
    form.putObject("items").put("type", "string").put("pattern", SECRET);
    ArrayNode names = NODES.arrayNode();
    standard.forEach(names::add);
    return new Schema(form, names);
  }

  /** How much of a machine; an absent amount is not said. */
  public record Amounts(Optional<String> cpu, Optional<String> memory) {

    private Optional<ObjectNode> node() {
      ObjectNode node = NODES.objectNode();
      cpu.ifPresent(amount -> node.put("cpu", amount));
      memory.ifPresent(amount -> node.put("memory", amount));
      return node.isEmpty() ? Optional.empty() : Optional.of(node);
    }
  }

  /** Returns what a container asks for and may have at most. */
  public static Schema resources(String description, Amounts requests, Amounts limits) {
    ObjectNode form = form("object", description);
    ObjectNode properties = form.putObject("properties");
    for (String kind : List.of("limits", "requests")) {
      ObjectNode amounts = properties.putObject(kind).put("type", "object");
      amounts.putObject("additionalProperties").put("type", "string").put("pattern", QUANTITY);
    }
    form.put("additionalProperties", false);
    ObjectNode standard = NODES.objectNode();
    requests.node().ifPresent(node -> standard.set("requests", node));
    limits.node().ifPresent(node -> standard.set("limits", node));
    return new Schema(form, standard);
  }
}
