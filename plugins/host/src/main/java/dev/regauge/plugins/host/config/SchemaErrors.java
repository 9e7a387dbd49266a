package dev.regauge.plugins.host.config;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes sentences of what a schema finds.
 *
 * <p>A reference ({@code env}, {@code service}, {@code secretRef}) stands for a value that nobody
 * knows here: it is taken for whatever the schema asks for, and so is what depends on it.
 */
final class SchemaErrors {

  private static final Set<String> REFERENCES = Set.of("env", "service", "secretRef");

  /** Keywords that judge several values at once, or by the answer of another schema. */
  private static final Set<String> COMPOUND =
      Set.of(
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentSchemas",
          "contains",
          "minContains",
          "maxContains",
          "uniqueItems");

  private static final Set<String> UNKNOWN =
      Set.of("additionalProperties", "unevaluatedProperties");

  /** Keywords under which the next step of a path is a name of the author's. */
  private static final Set<String> NAMED =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  private final JsonNode schema;
  private final ObjectNode settings;

  SchemaErrors(JsonNode schema, ObjectNode settings) {
    this.schema = schema;
    this.settings = settings;
  }

  List<SettingFault> faults(List<Error> errors) {
    boolean isOpen = hasReference(settings);
    List<SettingFault> faults = new ArrayList<>();
    SortedMap<String, List<Error>> choices = new TreeMap<>();
    for (Error error : errors) {
      if (isAtReference(error.getInstanceLocation())) {
        continue;
      }
      Optional<String> compound = compound(error.getEvaluationPath());
      boolean isUnevaluated = error.getKeyword().startsWith("unevaluated");
      if ((compound.isPresent() || isUnevaluated)
          && isOpen
          && hasReference(ConfigSchema.at(settings, error.getInstanceLocation()))) {
        continue;
      }
      if (compound.isPresent()) {
        choices.computeIfAbsent(compound.get(), _ -> new ArrayList<>()).add(error);
      } else {
        fault(error, errors).ifPresent(faults::add);
      }
    }
    choices.values().stream()
        .filter(all -> !isOpen || all.stream().noneMatch(this::dependsOnReference))
        .forEach(all -> faults.add(choice(all)));
    faults.sort(Comparator.comparing(fault -> String.join("\n", fault.path())));
    return faults;
  }

  private Optional<SettingFault> fault(Error error, List<Error> errors) {
    List<String> path = steps(error.getInstanceLocation());
    JsonNode value = ConfigSchema.at(settings, error.getInstanceLocation());
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "required" ->
          value.isObject()
              ? SettingFaults.missing(path, property, unknownAt(path, errors), known(error))
              : Optional.empty();
      case "additionalProperties", "unevaluatedProperties" ->
          Optional.of(
              property == null
                  ? SettingFaults.other(path, error.getMessage())
                  : SettingFaults.unknown(path, property, known(error)));
      case "type" -> Optional.of(SettingFaults.wrongType(path, texts(error), value));
      case "enum" -> Optional.of(SettingFaults.notOneOf(path, texts(error), value));
      default -> Optional.of(SettingFaults.other(path, error.getMessage()));
    };
  }

  /** The names that a map has and should not: a schema that takes others tells of none. */
  private static List<String> unknownAt(List<String> path, List<Error> errors) {
    return errors.stream()
        .filter(error -> UNKNOWN.contains(error.getKeyword()))
        .filter(error -> steps(error.getInstanceLocation()).equals(path))
        .filter(error -> compound(error.getEvaluationPath()).isEmpty())
        .flatMap(error -> Stream.ofNullable(error.getProperty()))
        .toList();
  }

  /** What several schemas say of one value is told once, at what they all judge. */
  private SettingFault choice(List<Error> errors) {
    List<String> path = steps(errors.getFirst().getInstanceLocation());
    List<String> reasons = new ArrayList<>();
    for (Error error : errors) {
      List<String> other = steps(error.getInstanceLocation());
      int same = 0;
      while (same < Math.min(path.size(), other.size()) && path.get(same).equals(other.get(same))) {
        same++;
      }
      path = path.subList(0, same);
      String at = other.isEmpty() ? "" : String.join(".", other) + " ";
      if (!COMPOUND.contains(error.getKeyword()) || errors.size() == 1) {
        reasons.add(at + error.getMessage());
      }
    }
    return SettingFaults.other(path, String.join("; ", new TreeSet<>(reasons)));
  }

  /** Returns the path down to the first keyword that judges by others; empty when there is none. */
  private static Optional<String> compound(NodePath path) {
    StringBuilder prefix = new StringBuilder();
    boolean isName = false;
    for (int i = 0; i < path.getNameCount(); i++) {
      String step = String.valueOf(path.getElement(i));
      prefix.append('/').append(step);
      if (!isName && COMPOUND.contains(step)) {
        return Optional.of(prefix.toString());
      }
      isName = !isName && NAMED.contains(step);
    }
    return Optional.empty();
  }

  /** The settings that the schema around a keyword names. */
  private TreeSet<String> known(Error error) {
    NodePath path = error.getSchemaLocation().getFragment();
    JsonNode owner = ConfigSchema.at(schema, path.getParent());
    TreeSet<String> known = new TreeSet<>(owner.path("properties").propertyNames());
    owner
        .path("allOf")
        .values()
        .forEach(part -> known.addAll(part.path("properties").propertyNames()));
    return known;
  }

  private List<String> texts(Error error) {
    JsonNode wanted = ConfigSchema.at(schema, error.getSchemaLocation().getFragment());
    return wanted.isArray()
        ? wanted.values().stream().map(each -> each.asString(each.toString())).toList()
        : List.of(wanted.asString(wanted.toString()));
  }

  private boolean dependsOnReference(Error error) {
    return hasReference(ConfigSchema.at(settings, error.getInstanceLocation()));
  }

  /** Whether a value or what is around it is a reference. */
  private boolean isAtReference(NodePath path) {
    JsonNode node = settings;
    for (int i = 0; i < path.getNameCount(); i++) {
      Object step = path.getElement(i);
      node = step instanceof Integer position ? node.path(position) : node.path(step.toString());
      if (isReference(node)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasReference(JsonNode node) {
    return isReference(node) || node.values().stream().anyMatch(SchemaErrors::hasReference);
  }

  private static boolean isReference(JsonNode node) {
    return node.isObject()
        && node.size() == 1
        && REFERENCES.contains(node.propertyNames().iterator().next());
  }

  private static List<String> steps(NodePath path) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(String.valueOf(path.getElement(i)));
    }
    return steps;
  }
}
