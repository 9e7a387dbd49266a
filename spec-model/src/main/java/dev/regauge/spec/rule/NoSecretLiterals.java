package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** No text looks like a secret: it would end in the bundle, its history and its readers' logs. */
final class NoSecretLiterals implements Rule {

  private static final Code CODE = new Code("RG-RULE-027");

  /** Marks that stand in every secret of the pattern, so that few texts meet an expression. */
  private static final List<Form> FORMS =
      List.of(
          new Form("AKIA", "an access key", "\\bAKIA[0-9A-Z]{16}\\b"),
          new Form("ASIA", "an access key", "\\bASIA[0-9A-Z]{16}\\b"),
          new Form("gh", "an access token", "\\bgh[pousr]_[A-Za-z0-9]{36,}\\b"),
          new Form("github_pat_", "an access token", "\\bgithub_pat_[A-Za-z0-9_]{40,}\\b"),
          new Form("sk-", "an access token", "\\bsk-[A-Za-z0-9_-]{20,}"),
          new Form("_live_", "an access token", "\\b[rs]k_live_[A-Za-z0-9]{16,}\\b"),
          new Form(
              "hooks.slack.com/services/",
              "an address that is a secret",
              "hooks\\.slack\\.com/services/[A-Za-z0-9]+/"),
          new Form("glpat-", "an access token", "\\bglpat-[A-Za-z0-9_-]{20,}\\b"),
          new Form("xox", "an access token", "\\bxox[abprs]-[A-Za-z0-9-]{10,}\\b"),
          new Form("eyJ", "a signed token", "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\."),
          new Form("PRIVATE KEY-----", "a private key", "-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          new Form("://", "a password in an address", "://[^/@:\\s{}]+:[^/@\\s{}]+@"));

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Literals.walk(
        graph,
        (text, at) ->
            formOf(text)
                .ifPresent(
                    form ->
                        out.add(
                            Diagnostic.error(CODE, "this looks like " + form.words())
                                .at(at, graph.locator())
                                .secret()
                                .label("a secret must not stand in a spec")
                                .help(
                                    "write {secretRef: name/key}, keep the value in the secret, and"
                                        + " change this one: it is known now"))));
  }

  private static Optional<Form> formOf(String text) {
    return FORMS.stream()
        .filter(form -> text.contains(form.mark()) && form.pattern().matcher(text).find())
        .findFirst();
  }

  private record Form(String mark, String words, Pattern pattern) {
    Form(String mark, String words, String pattern) {
      this(mark, words, Pattern.compile(pattern));
    }
  }
}
