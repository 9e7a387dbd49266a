package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** A container image; without one the bundle's own is built. */
@ShortForm(field = "repository", as = Written.IMAGE)
public record ImageSpec(
    Value repository,
    @Format(TextFormat.IMAGE_TAG) Optional<String> tag,
    @Format(TextFormat.DIGEST) Optional<String> digest,
    @Choice({"Always", "IfNotPresent", "Never"}) Optional<String> pullPolicy,
    @Format(TextFormat.SECRET_NAME) List<String> pullSecrets) {}
