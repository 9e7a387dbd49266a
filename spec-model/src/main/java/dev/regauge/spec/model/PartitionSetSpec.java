package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** A named way to slice assets: exactly one kind. */
@ExactlyOneOf({"daily", "static"})
public record PartitionSetSpec(
    Optional<DailySpec> daily, @JsonProperty("static") Optional<StaticSpec> fixed) {

  /** One partition per calendar day. */
  @ShortForm(field = "start")
  public record DailySpec(
      @Format(TextFormat.DATE) String start,
      @Format(TextFormat.DATE) Optional<String> end,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Format(TextFormat.DURATION) Optional<String> offset,
      @Between(min = -366, max = 366) Optional<Integer> endOffset,
      @Format(TextFormat.NAME) Optional<String> column,
      @Format(TextFormat.COLUMN_TYPE) Optional<String> columnType) {}

  /** One partition per value, in order. */
  @ShortForm(field = "values", as = Written.LIST)
  public record StaticSpec(
      @NotEmpty @Format(TextFormat.PARTITION_VALUE) List<String> values,
      @Format(TextFormat.NAME) Optional<String> column) {}
}
