package dev.regauge.spec.schema;

import dev.regauge.spec.model.SignalForm;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.RecordShape.Field;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of a product file, a service and a topic, for editors and other tools.
 *
 * <p>It is written from the same shapes that the binder reads by, and accepts normal and short
 * forms. It is never stricter than the reader; what no schema can say (one name twice, a file that
 * is missing) only the reader finds.
 */
public final class SpecSchema {

  private static final String ID = "https://regauge.dev/schema/v1/product.json";
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final JsonMapper mapper = new JsonMapper();
  private final SortedMap<String, ObjectNode> definitions = new TreeMap<>();

  private final SignalSchema signals;

  private SpecSchema(SortedMap<String, SignalForm> signals) {
    this.signals = new SignalSchema(signals, this::shape);
  }

  /** Returns the schema as JSON text with a final newline, for any adapters. */
  public static String text() {
    return text(Collections.emptySortedMap());
  }

  /** Returns the schema for the adapters that take these signals, by id. */
  public static String text(SortedMap<String, SignalForm> signals) {
    return schema(signals).toPrettyString() + "\n";
  }

  /** Returns the same schema in draft 7, which many editors read and no newer one. */
  public static String draft7() {
    return draft7(Collections.emptySortedMap());
  }

  /** Returns the draft 7 for the adapters that take these signals, by id. */
  public static String draft7(SortedMap<String, SignalForm> signals) {
    return Draft7.of(schema(signals)).toPrettyString() + "\n";
  }

  static ObjectNode schema(SortedMap<String, SignalForm> signals) {
    return new SpecSchema(signals).schema();
  }

  private ObjectNode schema() {
    ObjectNode schema = object();
    schema.put("$schema", DRAFT).put("$id", ID).put("title", "Regauge product");
    definitions.put("ProductSpec", product());
    record(SpecShape.service());
    record(SpecShape.topic());
    definitions.put("ServiceOverrideSpec", override());
    ObjectNode topic = ofKind("Topic", reference("ProductSpec"));
    schema.setAll(ofKind("Service", ofKind("ServiceOverride", topic)));
    new ValueSchema(this::shape).addTo(definitions);
    addTexts();
    ObjectNode all = schema.putObject("$defs");
    definitions.forEach(all::set);
    return schema;
  }

  /** What a file of that kind is, and what another one is. */
  private ObjectNode ofKind(String kind, ObjectNode otherwise) {
    ObjectNode schema = object();
    ObjectNode is = schema.putObject("if");
    is.putObject("properties").putObject("kind").put("const", kind);
    is.putArray("required").add("kind");
    schema.set("then", reference(kind + "Spec"));
    schema.set("else", otherwise);
    return schema;
  }

  /** A service of which only what changes is written; nothing in a field takes it away. */
  private ObjectNode override() {
    ObjectNode override = map(SpecShape.service());
    override.putArray("required").add("apiVersion").add("kind").add("metadata");
    ObjectNode properties = (ObjectNode) override.get("properties");
    properties.set("kind", object().put("const", "ServiceOverride"));
    properties.set("enabled", object().put("type", "boolean"));
    ObjectNode metadata = map(SpecShape.serviceMetadata());
    properties.set("metadata", metadata);
    withNothing(properties, "env");
    withNothing(properties, "labels");
    withNothing((ObjectNode) metadata.get("properties"), "labels");
    return override;
  }

  /** Lets the values of a map be nothing, too. */
  private void withNothing(ObjectNode properties, String field) {
    ObjectNode map = (ObjectNode) properties.at("/" + field + "/anyOf/0");
    map.set("additionalProperties", orNull((ObjectNode) map.get("additionalProperties")));
  }

  /** The product's own shape, and what the normal form moves away from it. */
  private ObjectNode product() {
    ObjectNode product = map(SpecShape.product());
    ObjectNode properties = (ObjectNode) product.get("properties");
    ObjectNode asset = definitions.get("AssetSpec");
    if (asset == null) {
      throw new IllegalStateException("a product has assets");
    }
    ObjectNode ofAsset = (ObjectNode) asset.get("properties");
    ofAsset.set("cron", orNull(shape(new Shape.Text(TextFormat.ONE_LINE, List.of(), List.of()))));
    ofAsset.set("triggers", orNull(listOf(reference("TriggerSpec"))));
    asset.set("not", bothTriggers());
    ObjectNode inPlace = object();
    inPlace.putArray("anyOf").add(ofAsset.get("partitions")).add(reference("PartitionSetSpec"));
    ofAsset.set("partitions", inPlace);
    properties.set("checks", orNull(listOf(checkWithAsset())));
    return product;
  }

  private ObjectNode listOf(ObjectNode item) {
    return object().put("type", "array").set("items", item);
  }

  /** An asset says by one of them when it starts; an empty list says nothing. */
  private ObjectNode bothTriggers() {
    ObjectNode both = written("cron");
    ((ObjectNode) both.get("properties"))
        .putObject("triggers")
        .put("type", "array")
        .put("minItems", 1);
    both.withArray("required").add("triggers");
    return both;
  }

  private ObjectNode checkWithAsset() {
    ObjectNode check = definitions.get("CheckSpec");
    if (check == null) {
      throw new IllegalStateException("an asset has checks");
    }
    ObjectNode withAsset = check.deepCopy();
    ((ObjectNode) withAsset.get("properties"))
        .set("asset", shape(new Shape.Text(TextFormat.ASSET_KEY, List.of(), List.of())));
    withAsset.putArray("required").add("asset");
    definitions.put("CheckWithAsset", withAsset);
    return reference("CheckWithAsset");
  }

  private void addTexts() {
    FieldTexts texts = new FieldTexts();
    definitions.forEach(
        (name, definition) -> {
          if (definition.get("properties") instanceof ObjectNode properties) {
            texts.addTo(name, properties);
          }
        });
  }

  private ObjectNode shape(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> text(text);
      case Shape.Whole(long min, long max, boolean isLong) ->
          object().put("type", "integer").put("minimum", min).put("maximum", max);
      case Shape.Decimal(double min, double max) -> {
        ObjectNode number = object().put("type", "number");
        yield max == Double.MAX_VALUE ? number : number.put("minimum", min).put("maximum", max);
      }
      case Shape.Flag flag -> object().put("type", "boolean");
      case Shape.Any(boolean isVariable) -> reference(isVariable ? "Variable" : "Value");
      case Shape.ListOf(Shape item, boolean isNotEmpty) -> {
        ObjectNode list = object().put("type", "array");
        list.set("items", shape(item));
        yield isNotEmpty ? list.put("minItems", 1) : list;
      }
      case Shape.MapOf(TextFormat keyFormat, Shape value) -> {
        ObjectNode map = object().put("type", "object");
        map.set("propertyNames", text(new Shape.Text(keyFormat, List.of(), List.of())));
        map.set("additionalProperties", shape(value));
        yield map;
      }
      case Shape.KindOf(String name, var kinds) -> kinds(name, kinds);
      case RecordShape record -> record(record);
    };
  }

  /**
   * A text; YAML tools hand a plain number in its place as a number, and the reader takes it as it
   * is written.
   */
  private ObjectNode text(Shape.Text text) {
    ObjectNode schema = object();
    if (!text.choices().isEmpty()) {
      text.choices().forEach(schema.putArray("enum")::add);
      return schema;
    }
    TextFormat format = text.format();
    if (format.pattern().isEmpty()) {
      schema.putArray("type").add("string").add("number");
    } else {
      boolean isNumber = format.matches("1.5");
      if (isNumber || format.matches("15")) {
        schema.putArray("type").add("string").add(isNumber ? "number" : "integer");
      } else {
        schema.put("type", "string");
      }
      schema.put("pattern", "^(?:" + format.pattern() + ")$");
      schema.put("description", format.expectation());
    }
    return schema;
  }

  private ObjectNode kinds(String name, SortedMap<String, RecordShape> kinds) {
    if (!definitions.containsKey(name)) {
      ObjectNode schema = object().put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      kinds.forEach((kind, record) -> properties.set(kind, kindValue(record)));
      schema.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
      definitions.put(name, schema);
    }
    return reference(name);
  }

  /** What stands under a kind's key: nothing too, when the kind needs nothing. */
  private ObjectNode kindValue(RecordShape record) {
    ObjectNode value = record(record);
    if (!record.isOptional()) {
      return value;
    }
    return orNull(value);
  }

  private ObjectNode record(RecordShape record) {
    String name = record.definitionName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, object()); // holds the name while the fields are walked
      definitions.put(name, map(record));
    }
    if (record.shortForm().isEmpty()) {
      return reference(name);
    }
    ObjectNode schema = object();
    schema.putArray("anyOf").add(reference(name)).add(shortValue(record.shortForm().get(), record));
    return schema;
  }

  private ObjectNode map(RecordShape record) {
    ObjectNode schema = object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = mapper.createArrayNode();
    for (Field field : record.fields()) {
      if (field.isInline() && field.shape() instanceof Shape.KindOf(String name, var kinds)) {
        kinds.forEach((kind, of) -> properties.set(kind, kindValue(of)));
        ArrayNode oneOf = schema.putArray("oneOf");
        for (String kind : kinds.keySet()) {
          oneOf.addObject().putArray("required").add(kind); // a kind may stand with nothing behind
        }
      } else if (!field.isDerived() && !field.isRest()) {
        properties.set(
            field.name(), field.isRequired() ? shape(field.shape()) : orNull(shape(field.shape())));
        if (field.isRequired()) {
          required.add(field.name());
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    if (!record.exactlyOneOf().isEmpty()) {
      exactlyOne(schema, record.exactlyOneOf());
    }
    if (!record.atLeastOneOf().isEmpty()) {
      record.atLeastOneOf().forEach(addTo(schema.putArray("anyOf")));
    }
    for (Field field : record.fields()) {
      field.requires().ifPresent(other -> requires(schema, field.name(), other));
    }
    schema.put("additionalProperties", false);
    if (record.positionOfRest() >= 0) {
      signals.addTo(schema);
    }
    return schema;
  }

  /** A null is nothing written. */
  private ObjectNode orNull(ObjectNode value) {
    ObjectNode schema = object();
    schema.putArray("anyOf").add(value).add(object().put("type", "null"));
    return schema;
  }

  private void exactlyOne(ObjectNode schema, List<String> fields) {
    fields.forEach(addTo(schema.putArray("oneOf")));
  }

  private Consumer<String> addTo(ArrayNode choices) {
    return field -> choices.add(written(field));
  }

  /** What holds where a field is written; a null is nothing written. */
  private ObjectNode written(String field) {
    ObjectNode one = object();
    one.putObject("properties").putObject(field).putObject("not").put("type", "null");
    one.putArray("required").add(field);
    return one;
  }

  private void requires(ObjectNode schema, String field, String other) {
    ArrayNode rules =
        schema.get("allOf") instanceof ArrayNode known ? known : schema.putArray("allOf");
    ObjectNode rule = rules.addObject();
    rule.set("if", written(field));
    rule.set("then", written(other));
  }

  private ObjectNode shortValue(ShortForm form, RecordShape record) {
    return switch (form.as()) {
      case TEXT, INTEGER, LIST -> shape(fieldShape(record, form.field()));
      case TEXT_OR_LIST -> {
        Shape list = fieldShape(record, form.field());
        ObjectNode schema = object();
        ArrayNode either = schema.putArray("anyOf").add(shape(list));
        if (list instanceof Shape.ListOf(Shape item, boolean isNotEmpty)) {
          either.add(shape(item));
        }
        yield schema;
      }
      case QUERY_OR_FILE, IMAGE -> text(new Shape.Text(TextFormat.FREE, List.of(), List.of()));
      case ASSET_OR_TABLE ->
          object()
              .put("type", "string")
              .put(
                  "pattern",
                  "^(?:"
                      + TextFormat.ASSET_KEY.pattern()
                      + "|"
                      + TextFormat.TABLE_NAME.pattern()
                      + ")$");
      case WORDS -> {
        ObjectNode schema = object();
        schema
            .putArray("anyOf")
            .add(text(new Shape.Text(TextFormat.FREE, List.of(), List.of())))
            .add(shape(fieldShape(record, form.field())));
        yield schema;
      }
      case TYPED_LITERAL -> {
        ObjectNode schema = object();
        schema.putArray("type").add("string").add("number").add("boolean").add("array");
        yield schema;
      }
    };
  }

  private static Shape fieldShape(RecordShape record, String field) {
    return record.fields().get(record.positionOf(field)).shape();
  }

  private ObjectNode reference(String definition) {
    return object().put("$ref", "#/$defs/" + definition);
  }

  private ObjectNode object() {
    return mapper.createObjectNode();
  }
}
