package dev.regauge.spec.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What secrets look like: nobody may write one in a spec, and no finding shows one. */
public final class SecretForms {

  /** What stands where a program or a reader puts a password: {@code %s}, {@code $NAME}, stars. */
  private static final String STAND_IN =
      "%s|%\\([A-Za-z_]+\\)s|\\$[A-Za-z_]+|<[^>@]*>|\\*+|\\.\\.\\.";

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
          new Form(
              "://",
              "a password in an address",
              "://[^/@:\\s{}]+:(?!(?:" + STAND_IN + ")@)[^/@\\s{}]+@"));

  private static final int[] NONE = {};

  /** The forms by the rarest letter of their mark. */
  private static final int[][] BY_RAREST = byRarest();

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

  /**
   * Returns every place of a text of many lines that looks like a secret, by where it begins. One
   * pass, which stops at the rarest letter of each mark alone, for bundles have tens of megabytes.
   */
  public static List<Place> placesIn(String text) {
    List<Place> places = new ArrayList<>();
    int[] read = new int[FORMS.size()];
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int[] forms = letter < BY_RAREST.length ? BY_RAREST[letter] : NONE;
      for (int number : forms) {
        Form form = FORMS.get(number);
        int start = i - form.rarest();
        if (start >= read[number] && text.startsWith(form.mark(), start)) {
          read[number] = addOfLine(text, start, form, places);
        }
      }
    }
    places.sort(Comparator.comparingInt(Place::start));
    return List.copyOf(places);
  }

  /** Adds what a form finds in the line around a place, and returns where that line ends. */
  private static int addOfLine(String text, int at, Form form, List<Place> places) {
    int lineEnd = text.indexOf('\n', at);
    int end = lineEnd < 0 ? text.length() : lineEnd;
    Matcher found = form.pattern().matcher(text);
    found.region(text.lastIndexOf('\n', at) + 1, end);
    while (found.find()) {
      places.add(new Place(form.words(), found.start(), found.end()));
    }
    return end;
  }

  private static int[][] byRarest() {
    int[][] numbers = new int[128][];
    Arrays.fill(numbers, NONE);
    for (int i = 0; i < FORMS.size(); i++) {
      char rarest = FORMS.get(i).mark().charAt(FORMS.get(i).rarest());
      int[] grown = Arrays.copyOf(numbers[rarest], numbers[rarest].length + 1);
      grown[grown.length - 1] = i;
      numbers[rarest] = grown;
    }
    return numbers;
  }

  /**
   * A stretch of a text that looks like a secret.
   *
   * @param words what it seems to be, for example {@code an access key}
   * @param start in chars of the text, from 0
   * @param end in chars, behind the last
   */
  public record Place(String words, int start, int end) {}

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

  /**
   * One form.
   *
   * @param rarest the index of the mark's letter that texts have least
   */
  private record Form(String mark, String words, Pattern pattern, int rarest) {
    private static final String BY_HOW_RARE = "JKSvkx_-/g";

    Form(String mark, String words, String pattern) {
      this(mark, words, Pattern.compile(pattern), rarest(mark));
    }

    private static int rarest(String mark) {
      return BY_HOW_RARE
          .chars()
          .map(mark::indexOf)
          .filter(index -> index >= 0)
          .findFirst()
          .orElse(0);
    }
  }
}
