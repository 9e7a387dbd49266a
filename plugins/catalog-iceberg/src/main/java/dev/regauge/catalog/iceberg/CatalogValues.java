package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.VariableName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks up what a catalog's settings refer to, as the runtime does: in the environment's values,
 * then in the process's variables. Remembers the secrets, so that messages can hide them.
 */
public final class CatalogValues {

  private final Map<String, String> values;
  private final Map<String, String> variables;
  private final SortedSet<String> secrets = new TreeSet<>();

  /** Takes the values of the chosen environment, empty for none, and the process's variables. */
  public CatalogValues(Map<String, String> values, Map<String, String> variables) {
    this.values = values;
    this.variables = variables;
  }

  /** A setting whose variable nobody has set. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Missing(String variable) {
      super(variable);
    }
  }

  /** Returns a process variable, empty when it is not set. */
  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Returns the settings as texts; a list or map, which no catalog takes, is left out. */
  SortedMap<String, String> texts(Map<String, Value> settings) {
    SortedMap<String, String> texts = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          switch (value) {
            case Value.Text text -> texts.put(key, text.text());
            case Value.Number number -> texts.put(key, number.number().toPlainString());
            case Value.Bool bool -> texts.put(key, Boolean.toString(bool.value()));
            case Value.EnvironmentRef reference -> texts.put(key, lookup(reference.env()));
            case Value.ServiceRef service ->
                texts.put(key, lookup("REGAUGE_SERVICE_" + VariableName.of(service.service())));
            case Value.SecretRef secret -> texts.put(key, secret(secret));
            case Value.Nothing _, Value.Sequence _, Value.Mapping _ -> {}
          }
        });
    return texts;
  }

  /** Returns a text with every secret that was handed out replaced by {@code ***}. */
  public String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }

  /** Remembers a text that no message may show. */
  void keepSecret(String text) {
    if (text.length() >= 4) {
      secrets.add(text);
    }
  }

  private String secret(Value.SecretRef reference) {
    String name = VariableName.of(reference.name());
    String key = VariableName.of(reference.key());
    TreeMap<Integer, String> names = new TreeMap<>();
    names.put(0, "REGAUGE_SECRET_" + name + "_" + key);
    if (reference.source().equals(Value.SecretRef.ENVIRONMENT)) {
      names.put(1, name + "_" + key);
      names.put(2, reference.key());
    } else if (!reference.source().equals(Value.SecretRef.KUBERNETES)) {
      throw new CatalogUnreachable(
          "secrets of source " + reference.source() + " cannot be read here");
    }
    String secret = lookup(names.values().toArray(String[]::new));
    keepSecret(secret);
    return secret;
  }

  private String lookup(String... names) {
    for (String name : names) {
      String found = values.getOrDefault(name, variables.get(name));
      if (found != null) {
        return found;
      }
    }
    throw new Missing(String.join(" or ", List.of(names)));
  }
}
