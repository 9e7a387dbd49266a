package dev.regauge.spec.model.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The forms of texts: what they take and refuse, and that their patterns never refuse what they
 * take.
 */
class TextFormatTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "1",
          "_",
          "-",
          "a-b",
          "a_b",
          "a1",
          "1a",
          "a/b",
          "a//b",
          "/a",
          "a/",
          "a.b",
          "a.b.c",
          ".a",
          "a.",
          "a b",
          "a\n",
          "\n",
          "abc\n",
          "x".repeat(63),
          "x".repeat(64),
          "x".repeat(128),
          "x".repeat(129),
          "ſales",
          "аbc",
          "import",
          "__init__",
          "a:b",
          "a.b:c",
          "m:f",
          "m:f.g",
          ":f",
          "m:",
          "1m:f",
          "class:f",
          "m:class",
          "m.import:f",
          "PT1S",
          "P1D",
          "P1DT2H3M4.5S",
          "P",
          "PT",
          "P1M",
          "P1Y",
          "-PT1S",
          "pt1s",
          "PT1.S",
          "P1DT",
          "1.0.0",
          "1.0",
          "01.2.3",
          "1.0.0-a",
          "2025-01-31",
          "2025-02-30",
          "2024-02-29",
          "0000-01-01",
          "2025-1-1",
          "20250101",
          "..",
          "../x",
          "a/../b",
          "a/..b",
          "%2e%2e/x",
          "%2E./x",
          "C:x",
          "a\\b",
          "./a",
          "a|b",
          "a...b",
          "eu west",
          "decimal(18,2)",
          "decimal(39,2)",
          "decimal(2,3)",
          "decimal(a,b)",
          "list<int>",
          "list<list<string>>",
          "map<string, long>",
          "struct<sku: string, qty: int>",
          "struct<>",
          "list<>",
          "list<int",
          "fixed(16)",
          "fixed(0)",
          "varchar",
          "bucket[16]",
          "bucket[0]",
          "bucket[]",
          "truncate[3]",
          "day",
          "days",
          "TRUE",
          "HOME",
          "_X1",
          "1X",
          "home",
          "name/key.x",
          "name/",
          "Name/key",
          "\u2028");

  @ParameterizedTest
  @EnumSource(TextFormat.class)
  void aPatternNeverRefusesWhatTheFormTakes(TextFormat format) {
    Pattern pattern = Pattern.compile(format.pattern().isEmpty() ? "(?s).*" : format.pattern());
    for (String text : TEXTS) {
      if (format.matches(text)) {
        assertTrue(pattern.matcher(text).matches(), format + " takes '" + text + "'");
      }
    }
  }

  /** Names have no meaning beyond their letters, so there the pattern says it all. */
  @ParameterizedTest
  @EnumSource(
      value = TextFormat.class,
      names = {
        "PRODUCT_NAME",
        "NAME",
        "ASSET_KEY",
        "TABLE_NAME",
        "VARIABLE",
        "SECRET_NAME",
        "SECRET_KEY",
        "SECRET",
        "VERSION",
        "TRANSFORM"
      })
  void aNamesPatternIsTheForm(TextFormat format) {
    Pattern pattern = Pattern.compile(format.pattern());
    for (String text : TEXTS) {
      assertEquals(
          pattern.matcher(text).matches(), format.matches(text), format + " '" + text + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ENTRYPOINT, m:f",
    "ENTRYPOINT, a.b_c.D:fn",
    "DURATION, PT0S",
    "DURATION, P1DT12H",
    "DATE, 2024-02-29",
    "PATH, sql/a b.sql",
    "PATH, .",
    "PATH, a/..b",
    "COLUMN_TYPE, 'decimal(18, 2)'",
    "COLUMN_TYPE, 'map<string, list<struct<a: int, b: fixed(3)>>>'",
    "PARTITION_VALUE, eu west",
  })
  void isTaken(TextFormat format, String text) {
    assertTrue(format.matches(text));
  }

  @ParameterizedTest
  @CsvSource({
    "ENTRYPOINT, os\\nimport evil:f",
    "ENTRYPOINT, m.class:f",
    "ENTRYPOINT, m:f()",
    "DURATION, P1M",
    "DURATION, -PT1S",
    "DURATION, PT99999999999999999999S",
    "DATE, 2025-02-30",
    "DATE, ١٠٠٠-01-01",
    "PATH, ../x",
    "PATH, a/../../b",
    "PATH, /etc/x",
    "PATH, C:x",
    "PATH, %2e%2e/x",
    "PATH, a\\b",
    "COLUMN_TYPE, int; drop",
    "COLUMN_TYPE, 'decimal(39,0)'",
    "PARTITION_VALUE, a|b",
    "PARTITION_VALUE, a...b",
    "NAME, ſales",
    "ASSET_KEY, a/B",
    "PRODUCT_NAME, a_b",
  })
  void isRefused(TextFormat format, String text) {
    assertFalse(format.matches(text));
  }

  @Test
  void aDeepTypeIsRefusedWithoutHarm() {
    assertFalse(TextFormat.COLUMN_TYPE.matches("list<".repeat(100_000)));
  }
}
