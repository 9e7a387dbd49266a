package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.graph.SpecGraph;

/** No text looks like a secret: it would end in the bundle, its history and its readers' logs. */
final class NoSecretLiterals implements Rule {

  private static final Code CODE = new Code("RG-RULE-027");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Literals.walk(
        graph,
        (text, at) ->
            SecretForms.wordsOf(text)
                .ifPresent(
                    words ->
                        out.add(
                            Diagnostic.error(CODE, "this looks like " + words)
                                .at(at, graph.locator())
                                .secret()
                                .label("a secret must not stand in a spec")
                                .help(
                                    "write {secretRef: name/key}, keep the value in the secret, and"
                                        + " change this one: it is known now"))));
  }
}
