package dev.regauge.spec.model.form;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The forms of durations and days. */
final class Times {

  private Times() {}

  /**
   * Whether the text is a duration without sign; years and months have no fixed length and are
   * refused.
   */
  static boolean isDuration(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Names.isDigit(c) && "PDTHMS.".indexOf(c) < 0) {
        return false;
      }
    }
    if (text.contains(".S")) {
      return false; // Java takes 1. for a number
    }
    try {
      Duration.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  static boolean isDate(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    if (year < 1 || month < 1 || day < 1) {
      return false;
    }
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Whether the text is a day and a wall-clock time: {@code 2025-01-31-13:00}. */
  static boolean isDateTime(String text) {
    if (text.length() != 16 || text.charAt(10) != '-' || text.charAt(13) != ':') {
      return false;
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    return isDate(text.substring(0, 10)) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  }

  /** Whether the text is made of {@code %Y %m %d %H %M} and what may stand between them. */
  static boolean isKeyPattern(String text) {
    int i = 0;
    while (i < text.length()) {
      boolean isField = text.charAt(i) == '%';
      String allowed = isField ? "YmdHM" : "-:_T";
      i += isField ? 1 : 0;
      if (i == text.length() || allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
      i++;
    }
    return !text.isEmpty();
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!Names.isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
