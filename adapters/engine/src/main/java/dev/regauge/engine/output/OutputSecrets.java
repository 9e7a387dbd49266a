package dev.regauge.engine.output;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.Content;
import dev.regauge.engine.common.CodeFiles;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks for secrets in what is about to be written, by the forms that no spec may hold.
 *
 * <p>A spec's own texts were judged before; here are the user's code, which nobody judged, what
 * plugins add, and what only became a secret's form when it was put together. Files of bytes are
 * not read: what they hold meets the forms by chance.
 */
final class OutputSecrets {

  /** How much of a file tells text from bytes: what Git looks at. */
  private static final int HEAD = 8000;

  private final Diagnostics findings;

  /** What was told of, since all targets hold the same code; a large product has many findings. */
  private final SortedSet<String> told = new TreeSet<>();

  /** The hashes of what holds none: a plan and the code are in every target's bundle. */
  private final SortedSet<String> clean = new TreeSet<>();

  OutputSecrets(Diagnostics findings) {
    this.findings = findings;
  }

  /** Adds a finding for each stretch of a bundle's files that looks like a secret. */
  void judge(Bundle bundle) {
    NoSecrets spared = NoSecrets.of(bundle);
    for (BundleFile file : bundle.files()) {
      boolean isRead = !clean.contains(file.content().sha256()) && isText(file.content());
      String text = isRead ? file.content().asText() : "";
      List<SecretForms.Place> places = SecretForms.placesIn(text);
      if (places.isEmpty()) {
        clean.add(file.content().sha256());
      } else if (!spared.file(file)) {
        Lines lines = new Lines(text);
        for (SecretForms.Place place : places) {
          if (!NoSecrets.isMarked(lines.around(place.start()))) {
            tell(bundle, file, place, lines);
          }
        }
      }
    }
  }

  private void tell(Bundle bundle, BundleFile file, SecretForms.Place place, Lines lines) {
    boolean isOfUser = NoSecrets.isOfUser(file);
    String inBundle = bundle.target() + "/" + file.path();
    String shown = isOfUser ? CodeFiles.inProduct(file.path()).orElse(inBundle) : inBundle;
    Span span = lines.span(shown, place);
    if (told.add(span.toString())) {
      findings.add(OutputCodes.secret(shown, place.words(), isOfUser).at(span).secret());
    }
  }

  private static boolean isText(Content content) {
    var view = content.view();
    int length = Math.min(HEAD, view.remaining());
    for (int i = 0; i < length; i++) {
      if (view.get(i) == 0) {
        return false;
      }
    }
    return true;
  }
}
