package dev.regauge.services.jobs;

import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.services.Setting;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.VariableName;
import dev.regauge.spec.plan.ExecutionPlan;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a product's runs read from outside: variables, and secrets by the variable that holds them.
 * The whole plan is walked, so that no place of a value is forgotten. What lies in a Vault is not
 * handed to a pod: its step asks for it, by the login that the plan's stores name.
 */
record References(SortedSet<String> variables, SortedMap<String, Setting.FromSecret> secrets) {

  static References of(ExecutionPlan plan) {
    References found = new References(new TreeSet<>(), new TreeMap<>());
    found.look(plan);
    return found;
  }

  private void look(@Nullable Object value) {
    switch (value) {
      case Value.EnvironmentRef(String name) -> variables.add(name);
      case Value.ServiceRef(String name) ->
          variables.add("REGAUGE_SERVICE_" + VariableName.of(name));
      case Value.SecretRef(String name, String key, String source) -> {
        if (!source.equals(SecretStores.VAULT)) {
          Setting.FromSecret secret = new Setting.FromSecret(name, key, source);
          secrets.put(secret.variable(), secret);
        }
      }
      case Record record -> {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          look(get(record, component));
        }
      }
      case Optional<?> some -> some.ifPresent(this::look);
      case Iterable<?> all -> all.forEach(this::look);
      case Map<?, ?> map -> map.values().forEach(this::look);
      case null, default -> {}
    }
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record of the plan keeps " + component, e);
    }
  }
}
