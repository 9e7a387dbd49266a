package dev.regauge.spec.imports.floe;

import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.Survival;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.source.ForeignTree.Text;
import java.util.Optional;

/** A name of a Secret, which floe gives no key of. */
final class FloeSecret {
  private FloeSecret() {}

  /** Returns the secret and its key; what is no name is reported as a secret. */
  static Optional<String> of(
      FloeMap map, Text ref, String field, String key, String to, Survival survival) {
    String path = map.path(field);
    if (TextFormat.SECRET.matches(ref.text())) {
      survival.add(ref.span(), path, Fate.MAPPED, to);
      return Optional.of(ref.text());
    }
    if (!TextFormat.SECRET_NAME.matches(ref.text()) || !TextFormat.SECRET_KEY.matches(key)) {
      map.refuseSecret(ref, "'" + field + "' is no name of a Secret");
      return Optional.empty();
    }
    survival.add(
        ref.span(),
        path,
        Fate.APPROXIMATED,
        to,
        "floe names the Secret and no key of it: the step reads the key '" + key + "'");
    return Optional.of(ref.text() + "/" + key);
  }
}
