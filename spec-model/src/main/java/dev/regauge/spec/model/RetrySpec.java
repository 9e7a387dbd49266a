package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** How often and after which waits a failed step is tried again; durations are ISO-8601. */
@ShortForm(field = "max", as = Written.INTEGER)
public record RetrySpec(
    @Between(min = 0, max = 1000) Optional<Integer> max,
    @JsonProperty("wait") @Format(TextFormat.DURATION) Optional<String> firstWait,
    @Between(min = 1, max = 1000) Optional<Double> multiplier,
    @Format(TextFormat.DURATION) Optional<String> maxWait,
    @Choice({"none", "full"}) Optional<String> jitter,
    @Choice({"TRANSIENT", "RESOURCE", "VALIDATION", "PERMANENT"}) List<String> categories,
    Optional<Boolean> honorRetryAfter) {}
