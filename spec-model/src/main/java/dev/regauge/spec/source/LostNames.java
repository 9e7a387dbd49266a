package dev.regauge.spec.source;

import dev.regauge.spec.schema.Shape;
import java.util.List;
import java.util.SortedSet;
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

  private LostNames() {}

  /** Returns the fields; the empty text stands for all of them. */
  static SortedSet<String> of(List<Failure> failures, boolean areSomeLost) {
    SortedSet<String> sections = new TreeSet<>();
    if (areSomeLost) {
      sections.add("");
    }
    for (Failure failure : failures) {
      if (losesAName(failure)) {
        String section = sectionOf(failure.path());
        sections.add(section.equals("include") ? "" : section);
      }
    }
    return sections;
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
