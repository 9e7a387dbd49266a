package dev.regauge.spec.model.form;

import java.util.function.IntPredicate;

/** The forms of names; hand-written, since they run once per name of a large spec. */
final class Names {

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_PRODUCT = 63;
  private static final int LONGEST_SECRET = 253;
  private static final int LONGEST_LABEL = 63;

  /** Kafka's own limit. */
  private static final int LONGEST_TOPIC = 249;

  private Names() {}

  static boolean isName(String text) {
    return isName(text, 0, text.length());
  }

  /** Whether the text is at least {@code fewest} names joined by the separator. */
  static boolean areJoined(String text, char separator, int fewest) {
    int segments = 0;
    int start = 0;
    while (true) {
      int end = text.indexOf(separator, start);
      if (!isName(text, start, end < 0 ? text.length() : end)) {
        return false;
      }
      segments++;
      if (end < 0) {
        return segments >= fewest;
      }
      start = end + 1;
    }
  }

  static boolean isProductName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_PRODUCT || !isLower(text.charAt(0))) {
      return false;
    }
    return areAll(text, c -> isLower(c) || isDigit(c) || c == '-');
  }

  static boolean isSecretName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_SECRET) {
      return false;
    }
    return text.charAt(0) != '-'
        && text.charAt(text.length() - 1) != '-'
        && areAll(text, c -> isLower(c) || isDigit(c) || c == '-');
  }

  static boolean isSecretKey(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_SECRET
        && areAll(
            text, c -> isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c) || "-._".indexOf(c) >= 0);
  }

  /** Whether the text is the key of a label of Kubernetes, which may begin with a domain. */
  static boolean isNodeLabel(String text) {
    int slash = text.indexOf('/');
    String domain = slash < 0 ? "" : text.substring(0, slash);
    return !text.isEmpty()
        && slash != 0
        && slash < text.length() - 1
        && domain.length() <= LONGEST_SECRET
        && (domain.isEmpty()
            || (isLetterOrDigit(domain.charAt(0))
                && isLetterOrDigit(domain.charAt(domain.length() - 1))))
        && !domain.contains("..")
        && areAll(domain, c -> isLower(c) || isDigit(c) || c == '-' || c == '.')
        && isNodeLabelValue(text.substring(slash + 1));
  }

  /** Whether the text is the value of a label of Kubernetes, which may be empty. */
  static boolean isNodeLabelValue(String text) {
    return text.isEmpty()
        || (text.length() <= LONGEST_LABEL
            && isLetterOrDigit(text.charAt(0))
            && isLetterOrDigit(text.charAt(text.length() - 1))
            && areAll(text, c -> isLetterOrDigit(c) || "-._".indexOf(c) >= 0));
  }

  private static boolean isLetterOrDigit(int c) {
    return isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  static boolean isImageTag(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && "-.".indexOf(text.charAt(0)) < 0
        && areAll(text, c -> isLetterOrDigit(c) || "-._".indexOf(c) >= 0);
  }

  /** Whether the text is a secret's name, a slash and one of its keys. */
  static boolean isSecret(String text) {
    int slash = text.indexOf('/');
    return slash >= 0
        && isSecretName(text.substring(0, slash))
        && isSecretKey(text.substring(slash + 1));
  }

  static boolean isVariable(String text) {
    if (text.isEmpty() || isDigit(text.charAt(0))) {
      return false;
    }
    return areAll(text, c -> (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_');
  }

  /** Whether the text is at least two parts joined by dots, the first beginning with a letter. */
  static boolean isTopicName(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || text.length() > LONGEST_TOPIC || !isLower(text.charAt(0))) {
      return false;
    }
    if (!areAll(text.substring(0, dot), c -> isLower(c) || isDigit(c) || c == '-')) {
      return false;
    }
    return !text.endsWith(".")
        && !text.contains("..")
        && areAll(text, c -> isLower(c) || isDigit(c) || "-_.".indexOf(c) >= 0);
  }

  private static boolean isName(String text, int from, int to) {
    if (from == to || to - from > LONGEST_NAME || isDigit(text.charAt(from))) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isLower(c) && !isDigit(c) && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Whether every letter passes; a loop, since a stream costs more than its letters. */
  static boolean areAll(String text, IntPredicate isAllowed) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
