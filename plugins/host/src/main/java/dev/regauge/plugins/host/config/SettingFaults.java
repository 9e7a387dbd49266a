package dev.regauge.plugins.host.config;

import dev.regauge.spec.diagnostic.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sentences about settings. */
final class SettingFaults {

  private SettingFaults() {}

  /**
   * Empty when a mistyped name is that setting: it is told once, as the one that is not known.
   *
   * @param unknown the names beside it that are told so
   */
  static Optional<SettingFault> missing(
      List<String> owner, String name, Collection<String> unknown, Collection<String> known) {
    if (NearestName.isMistyped(name, unknown, known)) {
      return Optional.empty();
    }
    return Optional.of(
        new SettingFault(
            owner, true, who -> who + " needs the setting '" + shown(owner, name) + "'", ""));
  }

  static SettingFault unknown(List<String> owner, String name, Collection<String> known) {
    List<String> path = new ArrayList<>(owner);
    path.add(name);
    String all = known.isEmpty() ? "there are none" : "there are: " + String.join(", ", known);
    return new SettingFault(
        path,
        true,
        who -> who + " has no setting '" + shown(owner, name) + "'",
        NearestName.question(name, known).orElse(all));
  }

  /** {@code wanted} and {@code got} are the words of JSON Schema for kinds of values. */
  static SettingFault wrongType(List<String> path, Collection<String> wanted, JsonNode got) {
    List<String> words = wanted.stream().map(SettingFaults::word).toList();
    return new SettingFault(
        path,
        false,
        who -> asked(path, who) + String.join(" or ", words) + ", and is " + kind(got),
        "");
  }

  static SettingFault notOneOf(List<String> path, List<String> choices, JsonNode got) {
    String all = String.join(", ", choices);
    return new SettingFault(
        path,
        false,
        who -> asked(path, who) + "one of: " + all,
        got.isString() ? NearestName.question(got.stringValue(), choices).orElse("") : "");
  }

  static SettingFault other(List<String> path, String why) {
    return new SettingFault(
        path,
        false,
        who -> subject(path, who) + " are not as the plugin's schema asks: " + why,
        "");
  }

  private static String asked(List<String> path, String who) {
    return path.isEmpty()
        ? "the settings of " + who + " are to be "
        : "the setting '" + shown(path) + "' of " + who + " is to be ";
  }

  private static String subject(List<String> path, String who) {
    return path.isEmpty()
        ? "the settings of " + who
        : "the values of '" + shown(path) + "' of " + who;
  }

  private static String shown(List<String> owner, String name) {
    List<String> path = new ArrayList<>(owner);
    path.add(name);
    return shown(path);
  }

  private static String shown(List<String> path) {
    return String.join(".", path);
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "object" -> "a map";
      case "array" -> "a list";
      case "null" -> "null";
      default -> type;
    };
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case OBJECT -> "a map";
      case ARRAY -> "a list";
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }
}
