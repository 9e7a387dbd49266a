package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import java.util.Optional;

/** How a range of partitions is run again: how many in one run, and from which end. */
public record BackfillSpec(
    @Between(min = 1, max = 1000) Optional<Integer> maxPartitionsPerRun,
    @Choice({"oldest", "newest"}) Optional<String> order) {}
