package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;
import java.util.SortedMap;

/** What differs in one environment. */
public record EnvironmentSpec(
    @Format(TextFormat.PRODUCT_NAME) Optional<String> namespace,
    @KeyFormat(TextFormat.VARIABLE) SortedMap<String, String> values,
    Optional<ImagePinSpec> image,
    @KeyFormat(TextFormat.NAME) SortedMap<String, JobSwitchSpec> jobs,
    @KeyFormat(TextFormat.NAME) @Between(min = 1, max = 100000) SortedMap<String, Integer> pools,
    @KeyFormat(TextFormat.PRODUCT_NAME) @Between(min = 0, max = 1000)
        SortedMap<String, Integer> replicas,
    @KeyFormat(TextFormat.NAME) SortedMap<String, AlertOwnerSpec> alerts) {

  /** An image's tag or digest in one environment. */
  public record ImagePinSpec(
      @Format(TextFormat.IMAGE_TAG) Optional<String> tag,
      @Format(TextFormat.DIGEST) Optional<String> digest) {}

  /** Whether a job's triggers are on in one environment. */
  public record JobSwitchSpec(Optional<Boolean> enabled) {}

  /** Who gets an alert in one environment. */
  public record AlertOwnerSpec(@Format(TextFormat.ONE_LINE) Optional<String> owner) {}
}
