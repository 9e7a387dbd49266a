package dev.regauge.spec.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes inputs out of seeds: lines, words and bytes change; the same number, the same input. */
final class Mutator {

  private static final List<String> WORDS =
      List.of(
          "null",
          "~",
          "true",
          "[]",
          "{}",
          "[[]]",
          "{a: {b: [c]}}",
          "0",
          "-1",
          "99999999999999999999",
          "1e999",
          ".nan",
          "\"\"",
          "''",
          "' '",
          "*",
          "**/*",
          "../x",
          "/",
          "a/b/c",
          "+",
          "+a+",
          "a:b",
          "&a",
          "*a",
          "!!str x",
          "<<",
          "|",
          ">",
          "? ",
          "- ",
          "---",
          "...",
          "#",
          "%",
          "@",
          "`",
          "\t",
          "2025-02-30",
          "2025-01-01-25:61",
          "PT-1S",
          "P9999999999Y",
          "PT0S",
          "0 0 31 2 *",
          "* * * * *",
          "61 25 * * 8",
          "0 0 0 ? * 6#5",
          "Europe/Nowhere",
          "UTC+25",
          "{{ partition }}",
          "{{ params.x",
          ":partition",
          "$.next",
          "(",
          "a(b",
          "[0-",
          "\\",
          "decimal(39,40)",
          "list<list<",
          "struct<a: int",
          "{env: A}",
          "{secretRef: a/b}",
          "{secretRef: {name: a}}",
          "{service: x}",
          "regauge.dev/v2",
          "Service",
          "Topic",
          "Manifest",
          "\u202e",
          "\ud83d\ude80",
          "\u0000",
          "\ufeff",
          "\u0085");

  private static final Pattern VALUE =
      Pattern.compile("(?:: |[\\[,-] ?)([A-Za-z0-9_./+*-]+|\"[^\"]*\")(?=[,\\]} ]|$)");

  private final List<String> seeds;
  private final List<String> pieces;

  Mutator(List<String> seeds) {
    this.seeds = List.copyOf(seeds);
    pieces = seeds.stream().flatMap(String::lines).filter(line -> !line.isBlank()).toList();
  }

  /** Returns the input of that number. */
  byte[] input(long number) {
    SplittableRandom chance = new SplittableRandom(number);
    List<String> lines = new ArrayList<>(seeds.get(chance.nextInt(seeds.size())).lines().toList());
    int changes = 1 + chance.nextInt(chance.nextInt(4) == 0 ? 12 : 3);
    for (int i = 0; i < changes && !lines.isEmpty(); i++) {
      if (chance.nextInt(3) == 0) {
        change(lines, chance);
      } else {
        swap(lines, chance);
      }
    }
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    if (chance.nextInt(8) == 0 && bytes.length > 0) {
      bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
    }
    return bytes;
  }

  /** Puts a value in another one's place, so that the structure often stays and the sense not. */
  private void swap(List<String> lines, SplittableRandom chance) {
    int at = chance.nextInt(lines.size());
    List<String> other =
        chance.nextInt(4) == 0 ? pieces : lines; // mostly names that the file knows
    List<MatchResult> places = VALUE.matcher(lines.get(at)).results().toList();
    List<MatchResult> values =
        VALUE.matcher(other.get(chance.nextInt(other.size()))).results().toList();
    if (places.isEmpty() || values.isEmpty()) {
      return;
    }
    MatchResult place = places.get(chance.nextInt(places.size()));
    String value = values.get(chance.nextInt(values.size())).group(1);
    String line = lines.get(at);
    lines.set(at, line.substring(0, place.start(1)) + value + line.substring(place.end(1)));
  }

  private void change(List<String> lines, SplittableRandom chance) {
    int at = chance.nextInt(lines.size());
    String line = lines.get(at);
    switch (chance.nextInt(9)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(chance.nextInt(lines.size() + 1), line);
      case 2 -> lines.set(at, lines.set(chance.nextInt(lines.size()), line));
      case 3 -> lines.add(at, pieces.get(chance.nextInt(pieces.size())));
      case 4 -> lines.set(at, " ".repeat(chance.nextInt(9)) + line.strip());
      case 5 -> lines.set(at, value(line, word(chance)));
      case 6 -> lines.set(at, value(line, word(chance) + line.substring(line.length() / 2)));
      case 7 -> lines.set(at, spliced(line, word(chance), chance));
      case 8 -> lines.set(at, spliced(line, "", chance));
      default -> throw new IllegalStateException("there are nine changes");
    }
  }

  /** A word of the list, or one that stands somewhere in the seeds. */
  private String word(SplittableRandom chance) {
    if (chance.nextBoolean()) {
      return WORDS.get(chance.nextInt(WORDS.size()));
    }
    String[] words = pieces.get(chance.nextInt(pieces.size())).split("[ ,\\[\\]{}]+");
    return words.length == 0 ? "" : words[chance.nextInt(words.length)];
  }

  private static String value(String line, String word) {
    int colon = line.indexOf(": ");
    return colon < 0 ? line + word : line.substring(0, colon + 2) + word;
  }

  private static String spliced(String line, String word, SplittableRandom chance) {
    int from = chance.nextInt(line.length() + 1);
    int to = from + chance.nextInt(Math.min(8, line.length() - from) + 1);
    return line.substring(0, from) + word + line.substring(to);
  }
}
