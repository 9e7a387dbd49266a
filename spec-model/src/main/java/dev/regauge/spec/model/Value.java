package dev.regauge.spec.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/**
 * A configuration value: a literal, a list or map of values, or a reference that a step resolves
 * when it runs.
 *
 * <p>In JSON literals, lists and maps stand as themselves; references stand as {@code {"env":
 * "NAME"}}, {@code {"service": "name"}} and {@code {"secretRef": {"name": "n", "key": "k",
 * "source": "kubernetes"}}}.
 */
public sealed interface Value {

  /** A string. */
  record Text(String text) implements Value {}

  /** A number, exact. */
  record Number(BigDecimal number) implements Value {}

  /** True or false. */
  record Bool(boolean value) implements Value {}

  /** An explicit null. */
  record Nothing() implements Value {}

  /** Values in their written order. */
  record Sequence(List<Value> items) implements Value {}

  /** Named values, by name. */
  record Mapping(SortedMap<String, Value> entries) implements Value {}

  /** A value of the chosen environment, else of the process's environment variables. */
  record EnvironmentRef(String env) implements Value {}

  /** The address of a service of the platform. */
  record ServiceRef(String service) implements Value {}

  /** A key of a secret; its value never reaches a generated file. */
  record SecretRef(String name, String key, String source) implements Value {

    /** A Secret of the cluster: the source of what says none. */
    public static final String KUBERNETES = "kubernetes";

    /** The environment of the process. */
    public static final String ENVIRONMENT = "env";

    /** A Vault, which the step asks. */
    public static final String VAULT = "vault";

    /** A store of which the External Secrets operator makes Secrets of the cluster. */
    public static final String EXTERNAL = "external-secrets";

    /** A store that no step asks. */
    public static final String INFISICAL = "infisical";

    /** All sources that a reference may name. */
    public static final List<String> SOURCES =
        List.of(KUBERNETES, ENVIRONMENT, VAULT, EXTERNAL, INFISICAL);
  }
}
