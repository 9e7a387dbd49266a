package dev.regauge.spec.diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What secrets look like: nobody may write one in a spec, and no finding shows one. */
public final class SecretForms {

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
              "hooks\\.slack\\.com/services/[A-Za-z0-9]+/[A-Za-z0-9/]*"),
          new Form("glpat-", "an access token", "\\bglpat-[A-Za-z0-9_-]{20,}\\b"),
          new Form("xox", "an access token", "\\bxox[abprs]-[A-Za-z0-9-]{10,}\\b"),
          new Form(
              "eyJ", "a signed token", "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[\\w-]*"),
          new Form("PRIVATE KEY-----", "a private key", "-----BEGIN [A-Z ]*PRIVATE KEY-----.*"),
          new Form("://", "a password in an address", "://[^/@:\\s{}]+:[^/@\\s{}]+@"));

  /** The shortest that any form takes. */
  private static final int SHORTEST = 7;

  /** No form has a shorter first word: {@code eyJ} and eight more. */
  private static final int LONG_WORD = 11;

  private SecretForms() {}

  /** Returns what a text that holds a secret seems to hold, for example {@code an access key}. */
  public static Optional<String> wordsOf(String text) {
    if (text.length() >= SHORTEST && mayHoldOne(text)) {
      for (Form form : FORMS) {
        if (text.contains(form.mark()) && form.pattern().matcher(text).find()) {
          return Optional.of(form.words());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the text with stars in place of what looks like a secret, as long as it was. */
  public static String masked(String text) {
    if (!mayHoldOne(text)) {
      return text;
    }
    String shown = text;
    for (Form form : FORMS) {
      if (shown.contains(form.mark())) {
        Matcher found = form.pattern().matcher(shown);
        shown = found.replaceAll(match -> "*".repeat(stars(match.group())));
      }
    }
    return shown;
  }

  /**
   * Whether a text has what every form has one of: a long word, an address, a row of dashes. One
   * pass, because a broken file can have ten thousands of findings.
   */
  private static boolean mayHoldOne(String text) {
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      word = isOfWord(letter) ? word + 1 : 0;
      if (word >= LONG_WORD
          || (letter == '/' && (text.startsWith("//", i) || text.startsWith("/services/", i)))
          || (letter == '-' && text.startsWith("-----", i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfWord(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || letter == '-';
  }

  private static int stars(String secret) {
    return secret.codePointCount(0, secret.length());
  }

  private record Form(String mark, String words, Pattern pattern) {
    Form(String mark, String words, String pattern) {
      this(mark, words, Pattern.compile(pattern));
    }
  }
}
