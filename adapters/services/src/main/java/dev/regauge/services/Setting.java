package dev.regauge.services;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.VariableName;
import java.util.Optional;

/** What a service's value is where it runs: known now, or a reference that its host resolves. */
public sealed interface Setting {

  /** A text that is known. */
  record Known(String text) implements Setting {}

  /** A value of an environment that was not named. */
  record FromVariable(String name) implements Setting {}

  /** A key of a secret; its value is never in a file of ours. */
  record FromSecret(String name, String key, String source) implements Setting {

    /** Returns the variable that holds it outside a cluster, the same as a step's. */
    public String variable() {
      return "REGAUGE_SECRET_" + VariableName.of(name) + "_" + VariableName.of(key);
    }
  }

  /** Returns what a value is, or nothing when it is a list or map, which no variable can hold. */
  static Optional<Setting> of(Value value, Platform platform) {
    return switch (value) {
      case Value.Text(String text) -> Optional.of(new Known(text));
      case Value.Number(var number) -> Optional.of(new Known(number.toPlainString()));
      case Value.Bool(boolean truth) -> Optional.of(new Known(String.valueOf(truth)));
      case Value.Nothing _ -> Optional.of(new Known(""));
      case Value.EnvironmentRef(String name) -> {
        String known = platform.values().get(name);
        yield Optional.of(known == null ? new FromVariable(name) : new Known(known));
      }
      case Value.ServiceRef(String name) -> address(name, platform);
      case Value.SecretRef(String name, String key, String source) ->
          Optional.of(new FromSecret(name, key, source));
      case Value.Sequence _, Value.Mapping _ -> Optional.empty();
    };
  }

  private static Optional<Setting> address(String name, Platform platform) {
    Platform.Placed called = platform.service(name);
    return called.isExternal()
        ? called.spec().url().flatMap(url -> of(url, platform))
        : Optional.of(new Known(name));
  }
}
