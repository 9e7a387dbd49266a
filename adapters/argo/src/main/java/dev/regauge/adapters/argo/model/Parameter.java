package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import org.jspecify.annotations.Nullable;

/**
 * A named value. Without value and source it must be given by the caller.
 *
 * @param value may be the empty string
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parameter(
    String name, @Nullable String value, @Nullable Source valueFrom, @Nullable String description) {

  /** Returns a parameter that the caller must give. */
  public static Parameter required(String name) {
    return new Parameter(name, null, null, null);
  }

  /** Returns a parameter of that value or default. */
  public static Parameter of(String name, String value) {
    return new Parameter(name, value, null, null);
  }

  /** Returns this parameter with a text for the submit form. */
  public Parameter described(String text) {
    return new Parameter(name, value, valueFrom, text);
  }

  /** Returns an output parameter that a step writes into a file. */
  public static Parameter file(String name, String path, String fallback) {
    return new Parameter(name, null, new Source(path, fallback, null), null);
  }

  /** Returns a parameter whose value is a key of a ConfigMap. */
  public static Parameter configMapKey(String name, String configMap, String key) {
    return new Parameter(
        name, null, new Source(null, null, new ConfigMapKeySelector(key, configMap, null)), null);
  }

  /** Where a value comes from: a file of the step, or a ConfigMap. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Source(
      @Nullable String path,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @com.fasterxml.jackson.annotation.JsonProperty("default")
          @Nullable String fallback,
      @Nullable ConfigMapKeySelector configMapKeyRef) {}
}
