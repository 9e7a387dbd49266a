package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.KeyMapping;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of {@code plan.json}, taken from the records.
 *
 * <p>Numbers and booleans always stand, and so do texts that are a record's identity; what may be
 * absent or empty may be left out. An unknown member is no plan's.
 */
public final class PlanSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Texts that a plan may have empty, and then leaves out. */
  private static final SortedSet<String> EMPTIABLE =
      new TreeSet<>(List.of("ProductPlan.description", "ProductPlan.owner", "Sql.query"));

  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private final SortedMap<String, ObjectNode> definitions = new TreeMap<>();

  private PlanSchema() {}

  /** Returns the schema's text, with two-space indent and a line end at the end. */
  public static String text() {
    return JsonMapper.shared().writer().with(PRINTER).writeValueAsString(node()) + "\n";
  }

  static JsonNode node() {
    PlanSchema schema = new PlanSchema();
    ObjectNode root = NODES.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Regauge execution plan");
    root.setAll(schema.record(ExecutionPlan.class, Optional.empty()));
    root.withObjectProperty("properties")
        .putObject("version")
        .put("const", ExecutionPlan.CURRENT_VERSION);
    ObjectNode definitions = root.putObject("$defs");
    definitions.set("Mapping", mapping());
    definitions.set("Value", value());
    schema.definitions.forEach(definitions::set);
    return root;
  }

  private ObjectNode record(Class<?> type, Optional<String> kind) {
    ObjectNode node = NODES.objectNode();
    node.put("type", "object");
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    kind.ifPresent(
        name -> {
          properties.putObject("kind").put("const", name);
          required.add("kind");
        });
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(component.getName(), shape(component.getGenericType()));
      if (isRequired(type, component)) {
        required.add(component.getName());
      }
    }
    node.set("required", required);
    node.put("additionalProperties", false);
    return node;
  }

  private static boolean isRequired(Class<?> owner, RecordComponent component) {
    Class<?> type = component.getType();
    boolean isText =
        type == String.class
            && !EMPTIABLE.contains(owner.getSimpleName() + "." + component.getName());
    boolean isPart = type.isRecord() || (type.isSealed() && type != Value.class);
    return type.isPrimitive() || isText || isPart;
  }

  private ObjectNode shape(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Optional.class) {
        return shape(last);
      }
      ObjectNode node = NODES.objectNode();
      boolean isList = generic.getRawType() == List.class;
      node.put("type", isList ? "array" : "object");
      node.set(isList ? "items" : "additionalProperties", shape(last));
      return node;
    }
    return plain((Class<?>) type);
  }

  private ObjectNode plain(Class<?> type) {
    if (type == Value.class) {
      return reference("Value");
    }
    if (type == KeyMapping.class) {
      return reference("Mapping");
    }
    if (type.isRecord()) {
      return definition(type, type.getSimpleName());
    }
    if (type.isSealed()) {
      return kinds(type);
    }
    ObjectNode node = NODES.objectNode();
    boolean isWhole =
        type == int.class || type == long.class || type == Integer.class || type == Long.class;
    boolean isFlag = type == boolean.class || type == Boolean.class;
    boolean isDecimal = type == double.class || type == Double.class;
    if (!isWhole && !isFlag && !isDecimal && type != String.class) {
      throw new IllegalStateException("no schema for " + type);
    }
    node.put("type", isWhole ? "integer" : isFlag ? "boolean" : isDecimal ? "number" : "string");
    return node;
  }

  private ObjectNode kinds(Class<?> type) {
    ObjectNode node = NODES.objectNode();
    ArrayNode options = node.putArray("oneOf");
    JsonSubTypes subtypes = Objects.requireNonNull(type.getAnnotation(JsonSubTypes.class));
    for (JsonSubTypes.Type kind : subtypes.value()) {
      String name = type.getSimpleName() + "." + kind.value().getSimpleName();
      if (!definitions.containsKey(name)) {
        definitions.put(name, NODES.objectNode()); // a kind may hold others of its own
        definitions.put(name, record(kind.value(), Optional.of(kind.name())));
      }
      options.add(reference(name));
    }
    return node;
  }

  private ObjectNode definition(Class<?> type, String name) {
    if (!definitions.containsKey(name)) {
      definitions.put(name, NODES.objectNode());
      definitions.put(name, record(type, Optional.empty()));
    }
    return reference(name);
  }

  private static ObjectNode reference(String name) {
    ObjectNode node = NODES.objectNode();
    node.put("$ref", "#/$defs/" + name);
    return node;
  }

  /** A mapping as the spec writes it. */
  private static ObjectNode mapping() {
    ObjectNode node = NODES.objectNode();
    node.put("description", "Which upstream partitions belong to one of ours");
    ArrayNode forms = node.putArray("oneOf");
    ObjectNode words = forms.addObject();
    words.putArray("enum").add("identity").add("all").add("last");
    ObjectNode window = form(forms, "window");
    window.putArray("required").add("start").add("end");
    window.put("additionalProperties", false);
    ObjectNode spans = window.putObject("properties");
    spans.putObject("start").put("type", "integer");
    spans.putObject("end").put("type", "integer");
    form(forms, "static").putObject("additionalProperties").put("type", "string");
    form(forms, "dims").set("additionalProperties", reference("Mapping"));
    return node;
  }

  private static ObjectNode form(ArrayNode forms, String key) {
    ObjectNode form = forms.addObject();
    form.put("type", "object");
    form.putArray("required").add(key);
    form.put("additionalProperties", false);
    return form.putObject("properties").putObject(key).put("type", "object");
  }

  /** A literal, a list or map of values, or a reference, which is a map of one key. */
  private static ObjectNode value() {
    ObjectNode node = NODES.objectNode();
    node.put("description", "A literal, a list or map of values, {env}, {service} or {secretRef}");
    ArrayNode types = node.putArray("type");
    List.of("string", "number", "boolean", "null", "array", "object").forEach(types::add);
    node.set("items", reference("Value"));
    node.set("additionalProperties", reference("Value"));
    return node;
  }
}
