package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.spec.partition.KeyMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes and reads {@code plan.json} as {@code docs/contracts/plan.md} says: members in the
 * records' order, absent and empty ones left out, laid out by {@link PlanLayout}, one {@code \n} at
 * the end.
 */
public final class PlanJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("values")
                  .addSerializer(Value.class, new ValueJson.Writer())
                  .addDeserializer(Value.class, new ValueJson.Reader())
                  .addSerializer(KeyMapping.class, new MappingJson.Writer())
                  .addDeserializer(KeyMapping.class, new MappingJson.Reader()))
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
          .withConfigOverride(
              List.class,
              any -> any.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .withConfigOverride(
              SortedMap.class,
              any -> any.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .withConfigOverride(
              String.class,
              any -> any.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private PlanJson() {}

  /** A text that is no plan of this version. */
  public static final class NotAPlan extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAPlan(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /** Returns the plan's text. */
  public static String write(ExecutionPlan plan) {
    return MAPPER.writer().with(new PlanLayout()).writeValueAsString(plan) + "\n";
  }

  /** Returns the text of how something is made, as it stands in the plan. */
  static String write(RunPlan run) {
    return MAPPER.writer().with(new PlanLayout()).writeValueAsString(run) + "\n";
  }

  /** Returns the text of what a check tests, as it stands in the plan. */
  public static String write(CheckPlan.Test test) {
    return MAPPER.writer().with(new PlanLayout()).writeValueAsString(test) + "\n";
  }

  /** Returns an environment's text: what stands in the plan, as a file of its own. */
  public static String write(EnvironmentPlan environment) {
    return MAPPER.writer().with(new PlanLayout()).writeValueAsString(environment) + "\n";
  }

  /** Returns values by name as a text, as they stand in a plan. */
  public static String write(SortedMap<String, Value> values) {
    return MAPPER.writeValueAsString(values);
  }

  /** Returns the values by name that a text holds. */
  public static SortedMap<String, Value> readValues(String text) {
    SortedMap<String, Value> values = new TreeMap<>();
    MAPPER
        .readTree(text)
        .properties()
        .forEach(
            entry -> values.put(entry.getKey(), MAPPER.treeToValue(entry.getValue(), Value.class)));
    return values;
  }

  /** Returns each secret that stands anywhere in a plan. */
  public static List<SecretRef> secrets(ExecutionPlan plan) {
    List<SecretRef> secrets = new ArrayList<>();
    for (JsonNode holder : MAPPER.<JsonNode>valueToTree(plan).findParents("secretRef")) {
      if (MAPPER.treeToValue(holder, Value.class) instanceof SecretRef secret) {
        secrets.add(secret);
      }
    }
    return List.copyOf(secrets);
  }

  /**
   * Returns the plan that a text holds.
   *
   * @throws NotAPlan when the text is something else, or of another version
   */
  public static ExecutionPlan read(String text) {
    ExecutionPlan plan;
    try {
      plan = MAPPER.readValue(text, ExecutionPlan.class);
    } catch (JacksonException e) {
      throw new NotAPlan("not a plan: " + e.getOriginalMessage(), e);
    }
    if (plan.version() != ExecutionPlan.CURRENT_VERSION) {
      throw new NotAPlan(
          "a plan of version " + plan.version() + ", this reads " + ExecutionPlan.CURRENT_VERSION,
          new IllegalArgumentException());
    }
    return plan;
  }
}
