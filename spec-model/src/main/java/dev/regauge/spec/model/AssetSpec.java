package dev.regauge.spec.model;

import dev.regauge.spec.model.ProductSpec.PoolUseSpec;
import dev.regauge.spec.model.form.AtLeastOneOf;
import dev.regauge.spec.model.form.Between;
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

/**
 * A named data object, how it is made and what it needs.
 *
 * @param timezone for what of it is told in wall-clock time
 * @param after what of the upstream assets must have ended how
 * @param each makes the step run once for each item of a list
 * @param when a condition; if it is not true, the asset and what needs it are skipped
 * @param priority of steps that wait for the same slot the higher one goes first
 * @param requires what the platform must have: {@code type} or {@code type:name}
 * @param optional what it may have
 * @param capabilities the provider of each capability, for this asset
 * @param atomicOutputs whether all outputs are published in one commit
 */
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
    @Format(TextFormat.ONE_LINE) Optional<String> timezone,
    List<InputSpec> inputs,
    List<DependencySpec> deps,
    @Choice({"all", "any-not-failed", "all-done"}) Optional<String> after,
    Optional<EachSpec> each,
    Optional<ConditionSpec> when,
    @Format(TextFormat.NAME) List<String> resources,
    RunSpec run,
    @KeyFormat(TextFormat.VARIABLE) @Variables SortedMap<String, Value> env,
    @Choice({"process", "inline", "pod"}) Optional<String> execution,
    Optional<RetrySpec> retry,
    @Format(TextFormat.DURATION) Optional<String> maxRuntime,
    Optional<ErrorsSpec> errors,
    Optional<ComputeSpec> compute,
    Optional<PoolUseSpec> pool,
    @Between(min = -1000, max = 1000) Optional<Integer> priority,
    Optional<FreshnessSpec> freshness,
    Optional<BackfillSpec> backfill,
    @Format(TextFormat.CAPABILITY) List<String> requires,
    @Format(TextFormat.CAPABILITY) List<String> optional,
    @KeyFormat(TextFormat.NAME) @Format(TextFormat.NAME) SortedMap<String, String> capabilities,
    Optional<Boolean> atomicOutputs,
    @Format(TextFormat.ONE_LINE) Optional<String> codeVersion,
    Optional<List<OutputSpec>> outputs,
    List<CheckSpec> checks) {

  /** Returns the same asset with other inputs, and with a description where it has none. */
  public AssetSpec with(
      List<InputSpec> inputs, List<DependencySpec> deps, Optional<String> description) {
    return new AssetSpec(
        key,
        was,
        this.description.or(() -> description),
        group,
        owners,
        kinds,
        tags,
        metadata,
        partitions,
        timezone,
        inputs,
        deps,
        after,
        each,
        when,
        resources,
        run,
        env,
        execution,
        retry,
        maxRuntime,
        errors,
        compute,
        pool,
        priority,
        freshness,
        backfill,
        requires,
        optional,
        capabilities,
        atomicOutputs,
        codeVersion,
        outputs,
        checks);
  }

  /** Something read: an asset of the product, or a table. Exactly one of the two. */
  @ShortForm(field = "asset", as = Written.ASSET_OR_TABLE)
  @ExactlyOneOf({"asset", "table"})
  public record InputSpec(
      @Format(TextFormat.ASSET_KEY) Optional<String> asset,
      @Format(TextFormat.TABLE_NAME) Optional<String> table,
      @Format(TextFormat.NAME) Optional<String> as,
      Optional<MappingSpec> mapping) {}

  /** An asset that comes first, without being read. */
  @ShortForm(field = "asset")
  public record DependencySpec(
      @Format(TextFormat.ASSET_KEY) String asset, Optional<MappingSpec> mapping) {}

  /**
   * A step for each item of a list.
   *
   * @param list the function that makes the list, or the asset that is one
   * @param collect the function that gets all results
   */
  public record EachSpec(
      @Format(TextFormat.FUNCTION_OR_ASSET) String list,
      @Format(TextFormat.ENTRYPOINT) Optional<String> collect,
      @Between(min = 1, max = 100000) Optional<Integer> maxItems,
      @Between(min = 1, max = 10000) Optional<Integer> maxParallel) {}

  /** What decides whether an asset is made; in YAML the kind is the key. */
  public sealed interface ConditionSpec {}

  /** A query whose one value is true or false. */
  @ShortForm(field = "query", as = Written.QUERY_OR_FILE)
  @ExactlyOneOf({"file", "query"})
  public record Sql(@Format(TextFormat.PATH) Optional<String> file, Optional<String> query)
      implements ConditionSpec {}

  /** A function that answers true or false. */
  @ShortForm(field = "entrypoint")
  public record Python(@Format(TextFormat.ENTRYPOINT) String entrypoint) implements ConditionSpec {}

  /**
   * What is made of errors.
   *
   * @param onPartial what a run is that did its work in part
   * @param map categories and codes for errors that say a text
   */
  public record ErrorsSpec(
      @Choice({"fail", "warn", "retry"}) Optional<String> onPartial, List<ErrorRuleSpec> map) {}

  /** An error whose text holds {@code match}. */
  @AtLeastOneOf({"category", "code"})
  public record ErrorRuleSpec(
      @Format(TextFormat.ONE_LINE) String match,
      @Choice({"TRANSIENT", "RESOURCE", "VALIDATION", "PERMANENT"}) Optional<String> category,
      @Format(TextFormat.ONE_LINE) Optional<String> code) {}

  /** How old the newest partition that is due may be. */
  @AtLeastOneOf({"warnAfter", "failAfter"})
  public record FreshnessSpec(
      @Format(TextFormat.DURATION) Optional<String> warnAfter,
      @Format(TextFormat.DURATION) Optional<String> failAfter) {}
}
