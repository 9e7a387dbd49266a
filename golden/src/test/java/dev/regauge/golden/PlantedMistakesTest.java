package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.ProductCompiler;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes of all stages planted into a correct product of two files: one run tells each of them as
 * it is told alone, and nothing that only follows. What is expected is computed from the planted
 * texts before anything is checked.
 */
class PlantedMistakesTest {

  private static final Path FOLDER = Path.of("mistakes");
  private static final List<String> FILES = List.of("product.yaml", "parts/more.yaml");
  private static final int COMBINATIONS = 300;
  private static final long SEED = 20_261_121;

  @TempDir Path temp;

  /** A mistake: after which words what is put in the place of what, and where the caret begins. */
  private record Planted(
      String code,
      String file,
      String after,
      String correct,
      String wrong,
      String mark,
      List<String> hides) {

    static Planted of(String line) {
      String[] cells = line.split(" \\| ", -1);
      assertTrue(cells.length >= 6, line);
      List<String> hides = cells.length == 6 ? List.of() : List.of(cells[6].split(" "));
      return new Planted(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], hides);
    }

    /** Returns where the mistake stands in the correct text. */
    int placeIn(String text) {
      int object = text.indexOf(after);
      int place = object < 0 ? -1 : text.indexOf(correct, object);
      assertTrue(place >= 0, toString());
      return place;
    }

    /** Returns the finding that is due, from the text with all mistakes in it. */
    String expectedIn(String text) {
      int object = text.indexOf(after);
      int start = wrong.contains(mark) ? text.indexOf(wrong, object) : 0;
      int place = text.indexOf(mark, start);
      assertTrue(object >= 0 && place >= 0, toString());
      int line = (int) text.substring(0, place).chars().filter(c -> c == '\n').count() + 1;
      return code + " " + file + ":" + line + ":" + (place - text.lastIndexOf('\n', place - 1));
    }
  }

  @Test
  void theProductIsCorrect() throws IOException {
    assertEquals(List.of(), found(List.of()));
  }

  @Test
  void eachIsFoundAlone() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Planted one : all()) {
      List<String> expected = List.of(one.expectedIn(texts(List.of(one)).get(one.file())));
      List<String> found = places(found(List.of(one)));
      if (!found.equals(expected)) {
        wrong.add(one + "\n  expected " + expected + "\n  found " + found);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void everyPairAndManyMoreAreFoundTogether() throws IOException {
    List<Planted> all = all();
    Map<Planted, List<Diagnostic>> alone = new LinkedHashMap<>();
    for (Planted one : all) {
      alone.put(one, found(List.of(one)));
    }
    List<String> wrong = new ArrayList<>();
    for (List<Planted> chosen : combinations(all)) {
      SortedSet<String> expected = new TreeSet<>();
      List<Diagnostic> due = new ArrayList<>();
      Map<String, String> texts = texts(chosen);
      for (Planted one : chosen) {
        expected.add(one.expectedIn(texts.get(one.file())));
        due.addAll(alone.get(one));
      }
      List<Diagnostic> found = found(chosen);
      List<String> places = places(found);
      SortedSet<String> missing = new TreeSet<>(expected);
      places.forEach(missing::remove);
      List<String> surplus = new ArrayList<>(places);
      expected.forEach(surplus::remove);
      List<Diagnostic> other = due.stream().filter(one -> !found.contains(one)).toList();
      if (!missing.isEmpty() || !surplus.isEmpty()) {
        wrong.add("of " + expected + "\n  missing " + missing + "\n  surplus " + surplus);
      } else if (!other.isEmpty()) {
        wrong.add("of " + expected + "\n  told otherwise than alone: " + other);
      }
    }
    assertEquals("", String.join("\n", wrong.subList(0, Math.min(12, wrong.size()))));
  }

  /**
   * What others name may be lost with what cannot be read: nothing is told of them then, and every
   * rule is asked all the same.
   */
  @Test
  void whatIsLostHidesNoRule() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Planted> rules = all().stream().filter(one -> one.code().startsWith("RG-RULE")).toList();
    for (Planted lost : planted("lost.txt")) {
      List<Planted> chosen = new ArrayList<>(List.of(lost));
      for (Planted one : rules) {
        if (isApart(one, lost) && !lost.hides().contains(one.code())) {
          chosen.add(one);
        }
      }
      compare(List.of(lost), wrong);
      compare(chosen, wrong);
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static boolean isApart(Planted one, Planted lost) throws IOException {
    boolean isRead = lost.code().equals("RG-READ-053") && !one.file().equals("product.yaml");
    String text = Files.readString(FOLDER.resolve(one.file()));
    int from = one.file().equals(lost.file()) ? lost.placeIn(text) : text.length();
    int to = from + lost.correct().length();
    return !isRead
        && isApart(from, to, text.indexOf(one.after()), one.after())
        && isApart(from, to, one.placeIn(text), one.correct());
  }

  private static boolean isApart(int from, int to, int at, String words) {
    return at + words.length() <= from || at >= to;
  }

  private void compare(List<Planted> chosen, List<String> wrong) throws IOException {
    Map<String, String> texts = texts(chosen);
    List<String> missing = new ArrayList<>();
    for (Planted one : chosen) {
      missing.add(one.expectedIn(texts.get(one.file())));
    }
    List<String> surplus = new ArrayList<>(places(found(chosen)));
    List<String> expected = List.copyOf(missing);
    missing.removeAll(surplus);
    surplus.removeAll(expected);
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      wrong.add(chosen.getFirst() + "\n  missing " + missing + "\n  surplus " + surplus);
    }
  }

  /** Chooses by a fixed seed: any number of mistakes, often several of one object. */
  private static List<List<Planted>> combinations(List<Planted> all) {
    Random random = new Random(SEED);
    List<List<Planted>> combinations = new ArrayList<>();
    for (int i = 0; i < COMBINATIONS; i++) {
      List<Planted> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      int most = i % 4 == 0 ? all.size() : 2 + random.nextInt(8);
      List<Planted> chosen = new ArrayList<>();
      for (Planted one : shuffled) {
        boolean isNear =
            i % 3 != 1 || chosen.isEmpty() || one.after().equals(chosen.getFirst().after());
        if (chosen.size() < most && isNear) {
          chosen.add(one);
        }
      }
      combinations.add(chosen);
    }
    return combinations;
  }

  private static List<Planted> all() throws IOException {
    return planted("mistakes.txt");
  }

  private static List<Planted> planted(String file) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Planted::of)
        .toList();
  }

  /** Plants from the end, so that no place moves before its turn. */
  private static Map<String, String> texts(List<Planted> chosen) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : FILES) {
      String correct = Files.readString(FOLDER.resolve(file));
      String text = correct;
      List<Planted> here =
          chosen.stream()
              .filter(one -> one.file().equals(file))
              .sorted(Comparator.comparing((Planted one) -> one.placeIn(correct)).reversed())
              .toList();
      for (Planted one : here) {
        int at = one.placeIn(correct);
        text = text.substring(0, at) + one.wrong() + text.substring(at + one.correct().length());
      }
      texts.put(file, text);
    }
    return texts;
  }

  private List<Diagnostic> found(List<Planted> chosen) throws IOException {
    for (Map.Entry<String, String> file : texts(chosen).entrySet()) {
      Path path = temp.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    FoundDiagnostics out = new FoundDiagnostics();
    new ProductCompiler().judge(temp.resolve("product.yaml"), out);
    return out.sorted();
  }

  private static List<String> places(List<Diagnostic> found) {
    return found.stream()
        .map(
            one ->
                one.code().id()
                    + " "
                    + one.span()
                        .map(span -> span.file() + ":" + span.line() + ":" + span.column())
                        .orElse("nowhere"))
        .toList();
  }
}
