package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.schema.Shape;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells in which fields of a product names may stand that could not be read. */
final class LostNames {

  /** What others know an asset, a table or another object by. */
  private static final Pattern NAME_OF_ENTRY =
      Pattern.compile(
          "\\w+\\[[^\\]]*](\\.metadata)?\\.(key|name)"
              + "|assets\\[\\d+]\\.outputs(\\[\\d+](\\.table)?)?"
              + "|(external|tables)\\[[^\\]]*](\\.(table|name))?"
              + "|include(\\[.*)?");

  /** The spellings of one name: letters, digits, and what may stand between words. */
  private static final Pattern SPELLING = Pattern.compile("[\\p{L}\\p{N} _./-]+");

  /** What a template fills in may be any name. */
  private static final Pattern FILLED_IN = Pattern.compile("[{}$%<>]");

  /** The fields in which names were lost of which nothing is known; "" is all of them. */
  private final SortedSet<String> unknown = new TreeSet<>();

  /** By field, how the names are written that are none. */
  private final SortedMap<String, List<String>> spelled = new TreeMap<>();

  /**
   * Takes what keeps a product from being read.
   *
   * @param areSomeLost whether names may be lost in every field
   */
  LostNames(List<Failure> failures, boolean areSomeLost) {
    if (areSomeLost) {
      unknown.add("");
    }
    for (Failure failure : failures) {
      if (losesAName(failure)) {
        String section = sectionOf(failure.path());
        Optional<String> spelling = spelling(failure).filter(_ -> !section.equals("include"));
        if (spelling.isPresent()) {
          spelled.computeIfAbsent(section, _ -> new ArrayList<>()).add(spelling.get());
        } else {
          unknown.add(section.equals("include") ? "" : section);
        }
      }
    }
  }

  /** Whether a field lost names. */
  boolean areSomeOf(String section) {
    return unknown.contains("") || unknown.contains(section) || spelled.containsKey(section);
  }

  /** Whether a name that a field lost may be the wanted one; without one, any may. */
  boolean mayHold(String section, Optional<String> wanted) {
    return unknown.contains("")
        || unknown.contains(section)
        || spelled.getOrDefault(section, List.of()).stream()
            .anyMatch(lost -> wanted.isEmpty() || isNear(letters(wanted.get()), letters(lost)));
  }

  private static boolean isNear(String wanted, String lost) {
    return wanted.contains(lost)
        || lost.contains(wanted)
        || NearestName.to(wanted, List.of(lost)).isPresent();
  }

  /** Returns what two spellings of one name have in common. */
  private static String letters(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]+", "")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns how a name is written that is none; nothing when it may stand for any. */
  private static Optional<String> spelling(Failure failure) {
    Optional<String> written =
        switch (failure) {
          case Failure.Unread unread ->
              unread.way().getLast().node() instanceof Node.Scalar scalar
                      && unread.way().getLast().shape() instanceof Shape.Text
                      && !scalar.isNull()
                  ? Optional.of(scalar.text())
                  : Optional.empty();
          case Failure.BadKey bad -> Optional.of(bad.key().text());
          case Failure.Stray _, Failure.Missing _ -> Optional.empty();
        };
    return written.filter(text -> !FILLED_IN.matcher(text).find() && !letters(text).isEmpty());
  }

  /** Returns the product's field that a path begins with. */
  static String sectionOf(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return path.substring(0, end);
  }

  private static boolean losesAName(Failure failure) {
    return switch (failure) {
      case Failure.Unread unread -> {
        Failure.Step last = unread.way().getLast();
        boolean isKnown =
            last.node() instanceof Node.Scalar scalar
                && last.shape() instanceof Shape.Text text
                && SPELLING.matcher(scalar.text()).matches()
                && MeantText.of(scalar.text(), text.format()).isPresent();
        boolean isSection = unread.way().size() == 1 && !(last.shape() instanceof Shape.Text);
        boolean isItem =
            unread.way().size() == 2
                && unread.path().endsWith("]")
                && unread.way().getFirst().node() instanceof Node.Sequence;
        yield !isKnown && (isSection || isItem || NAME_OF_ENTRY.matcher(unread.path()).matches());
      }
      case Failure.Stray stray ->
          stray.way().isEmpty()
              && stray.meant().isEmpty()
              && !(stray.map().get(stray.key().text()) instanceof Node.Scalar);
      case Failure.Missing missing ->
          NAME_OF_ENTRY.matcher(missing.path() + "." + missing.field()).matches();
      case Failure.BadKey bad ->
          bad.way().size() == 1
              && (MeantText.of(bad.key().text(), bad.format()).isEmpty()
                  || !SPELLING.matcher(bad.key().text()).matches());
    };
  }
}
