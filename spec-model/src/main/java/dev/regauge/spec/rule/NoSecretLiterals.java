package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import java.util.function.Supplier;

/** No text looks like a secret: it would end in the bundle, its history and its readers' logs. */
final class NoSecretLiterals implements Rule {

  private static final Code CODE = new Code("RG-RULE-027");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Locator written = graph.locator();
    written.texts(
        new Locator.TextVisitor() {
          @Override
          public void text(String text, Supplier<SpecPath> place) {
            SecretForms.wordsOf(text).ifPresent(words -> out.add(finding(words, place, written)));
          }
        });
  }

  private static Diagnostic finding(String words, Supplier<SpecPath> place, Locator written) {
    return Diagnostic.error(CODE, "this looks like " + words)
        .at(place.get(), written)
        .secret()
        .label("a secret must not stand in a spec")
        .help(
            "write {secretRef: name/key}, keep the value in the secret, and"
                + " change this one: it is known now");
  }
}
