package dev.regauge.spec.model;

import dev.regauge.spec.model.ProductSpec.PoolUseSpec;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.MovedFields;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.model.form.Variables;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A named data object, how it is made and what it needs. */
@MovedFields({"cron", "triggers"})
public record AssetSpec(
    @Format(TextFormat.ASSET_KEY) String key,
    @Format(TextFormat.ASSET_KEY) List<String> was,
    Optional<String> description,
    @Format(TextFormat.NAME) Optional<String> group,
    @Format(TextFormat.ONE_LINE) List<String> owners,
    @Format(TextFormat.ONE_LINE) List<String> kinds,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> tags,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> metadata,
    @Format(TextFormat.NAME) Optional<String> partitions,
    List<InputSpec> inputs,
    List<DependencySpec> deps,
    @Format(TextFormat.NAME) List<String> resources,
    RunSpec run,
    @KeyFormat(TextFormat.VARIABLE) @Variables SortedMap<String, Value> env,
    @Choice({"process", "inline", "pod"}) Optional<String> execution,
    Optional<RetrySpec> retry,
    @Format(TextFormat.DURATION) Optional<String> maxRuntime,
    Optional<PoolUseSpec> pool,
    @Format(TextFormat.ONE_LINE) Optional<String> codeVersion,
    Optional<List<OutputSpec>> outputs,
    List<CheckSpec> checks) {

  /** Something read: an asset of the product, or a table. Exactly one of the two. */
  @ShortForm(field = "asset", as = Written.ASSET_OR_TABLE)
  @ExactlyOneOf({"asset", "table"})
  public record InputSpec(
      @Format(TextFormat.ASSET_KEY) Optional<String> asset,
      @Format(TextFormat.TABLE_NAME) Optional<String> table,
      @Format(TextFormat.NAME) Optional<String> as,
      @Choice(
              value = {"identity", "all"},
              later = {"last", "window", "static", "dims"})
          Optional<String> mapping) {}

  /** An asset that comes first, without being read. */
  @ShortForm(field = "asset")
  public record DependencySpec(
      @Format(TextFormat.ASSET_KEY) String asset,
      @Choice(
              value = {"identity", "all"},
              later = {"last", "window", "static", "dims"})
          Optional<String> mapping) {}
}
