package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;

/** The platform that a product belongs to, told by its manifest. */
public record PlatformSpec(
    @Format(TextFormat.ONE_LINE) Optional<String> manifest, Optional<Boolean> cache) {}
