package dev.regauge.spec.schema;

import dev.regauge.spec.model.SignalForm;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the schema says of the signals among a record's fields: what the known adapters take, else a
 * map of texts under whatever can be an adapter's id.
 */
record SignalSchema(SortedMap<String, SignalForm> known, Function<Shape, ObjectNode> schemaOf) {

  /** Adds them to the schema of a record, which is closed but for them. */
  void addTo(ObjectNode record) {
    if (known.isEmpty()) {
      open(record);
    } else {
      known.forEach((id, form) -> add(record, id, form));
    }
  }

  private void open(ObjectNode record) {
    List<String> fields = List.copyOf(record.get("properties").propertyNames());
    record.set("propertyNames", schemaOf.apply(text(TextFormat.PRODUCT_NAME)));
    orNull(record.putObject("additionalProperties"))
        .setAll(schemaOf.apply(new Shape.MapOf(TextFormat.FREE, text(TextFormat.ONE_LINE))));
    if (record.get("anyOf") instanceof ArrayNode any) {
      // One of the others: not every name is that of a field.
      ArrayNode names =
          any.addObject().putObject("not").putObject("propertyNames").putArray("enum");
      fields.forEach(names::add);
    }
  }

  private void add(ObjectNode record, String id, SignalForm form) {
    ObjectNode properties = (ObjectNode) record.get("properties");
    ObjectNode signal = properties.putObject(id);
    ObjectNode map = orNull(signal).put("type", "object");
    signal.put("description", form.doc());
    ObjectNode fields = map.putObject("properties");
    ArrayNode rules = map.arrayNode();
    for (SignalForm.Field field : form.fields()) {
      ObjectNode line = schemaOf.apply(text(TextFormat.ONE_LINE));
      line.put("description", field.doc()).putArray("examples").add(field.example());
      fields.set(field.name(), line);
      if (field.isRequired()) {
        rules.addObject().putArray("required").add(field.name());
      }
      field.requires().ifPresent(other -> requires(rules.addObject(), field.name(), other));
    }
    if (!form.exactlyOneOf().isEmpty()) {
      ArrayNode choices = rules.addObject().putArray("oneOf");
      form.exactlyOneOf().forEach(name -> choices.addObject().putArray("required").add(name));
    }
    if (!rules.isEmpty()) {
      map.set("allOf", rules);
    }
    map.put("additionalProperties", false);
    if (record.get("anyOf") instanceof ArrayNode any) {
      ObjectNode written = any.addObject();
      written.putObject("properties").putObject(id).putObject("not").put("type", "null");
      written.putArray("required").add(id);
    }
  }

  private static void requires(ObjectNode rule, String field, String other) {
    rule.putObject("if").putArray("required").add(field);
    rule.putObject("then").putArray("required").add(other);
  }

  /** A null is nothing written; returns what else may stand there. */
  private static ObjectNode orNull(ObjectNode schema) {
    ArrayNode either = schema.putArray("anyOf");
    ObjectNode other = either.addObject();
    either.addObject().put("type", "null");
    return other;
  }

  private static Shape text(TextFormat format) {
    return new Shape.Text(format, List.of(), List.of());
  }
}
