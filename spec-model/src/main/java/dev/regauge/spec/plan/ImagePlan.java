package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/** A container image; an environment may name another tag or digest of it. */
public record ImagePlan(
    Value repository,
    Optional<String> tag,
    Optional<String> digest,
    String pullPolicy,
    List<String> pullSecrets) {}
