package dev.regauge.services.compose;

import dev.regauge.services.Setting;
import java.util.List;

/** Texts of a compose file, in which {@code $} begins a variable. */
final class ComposeText {
  private ComposeText() {}

  /** Returns the text that compose reads as this one. */
  static String of(String text) {
    return text.replace("$", "$$");
  }

  static List<String> of(List<String> texts) {
    return texts.stream().map(ComposeText::of).toList();
  }

  /** Returns a value, or the variable that must be set where compose runs. */
  static String of(Setting setting) {
    return switch (setting) {
      case Setting.Known(String text) -> of(text);
      case Setting.FromVariable(String name) -> required(name);
      case Setting.FromSecret secret -> required(secret.variable());
    };
  }

  /** Returns a variable without which compose starts nothing. */
  static String required(String variable) {
    return "${" + variable + ":?is not set}";
  }
}
