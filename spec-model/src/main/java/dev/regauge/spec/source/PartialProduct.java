package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A product with mistakes, as far as it can be read: every object that has a name is there, with
 * the fields that could be read.
 *
 * <p>What a field that could not be read says is not known, and so nothing may be found that hangs
 * on it. Therefore there are several readings of the product: one without the field, one without
 * the list that it is in, some with another value each. A finding that is in all of them does not
 * hang on it; one that is in some only follows from the mistake, which is reported already.
 */
public final class PartialProduct {

  /** The fields that say which assets come first. */
  private static final Pattern EDGES =
      Pattern.compile("assets\\[(\\d+)](\\.(deps|inputs|each)([.\\[].*)?)?");

  private static final Pattern POSITION = Pattern.compile("\\[\\d+]");

  /** Mistakes in these change what the rest means. */
  private static final List<String> WHOLE = List.of("apiVersion", "kind");

  private final Node.Mapping tree;
  private final SourceMap sources;
  private final NotSupportedYet later;
  private final Set<Node> doubtful;
  private final SortedSet<String> broken = new TreeSet<>();
  private final SortedSet<String> edges = new TreeSet<>();
  private final Set<Span> places = new TreeSet<>(DoubtfulNodes.BY_PLACE);
  private final LostNames lost;

  /** What is broken, without positions; a field that has no name is one of any name. */
  private final SortedSet<String> fields = new TreeSet<>();

  private final Reading first;

  private PartialProduct(
      Node.Mapping tree,
      SourceMap sources,
      NotSupportedYet later,
      DoubtfulNodes doubts,
      Mending mending,
      Mending.Mended mended) {
    this.tree = tree;
    this.sources = sources;
    this.later = later;
    this.doubtful = doubts.nodes();
    mending.failures().forEach(this::take);
    mending.doubts().forEach(this::take);
    mending.removed().forEach(this::take);
    this.lost = new LostNames(mending.failures(), doubts.areSomeLost());
    this.first = new Reading(mended.product(), sources.of(mended.tree()), List.of(), false);
  }

  /**
   * Returns what can be read, unless a mistake concerns the product as a whole.
   *
   * @param others the errors that are not the binder's
   */
  static Optional<PartialProduct> of(
      Node.Mapping tree, SourceMap sources, List<Diagnostic> others, NotSupportedYet later) {
    DoubtfulNodes doubts = DoubtfulNodes.of(tree, others);
    Mending mending =
        new Mending(later, Mending.Style.WITHOUT, doubts.nodes(), new StandIns(tree, 0));
    Optional<Mending.Mended> mended = mending.mend(tree);
    boolean isWhole =
        mending.failures().stream()
            .anyMatch(failure -> WHOLE.contains(LostNames.sectionOf(failure.path())));
    return isWhole
        ? Optional.empty()
        : mended.map(sound -> new PartialProduct(tree, sources, later, doubts, mending, sound));
  }

  /**
   * One way to read the product.
   *
   * @param isJoined whether assets come after others that the file does not name
   */
  public record Reading(
      ProductSpec product, SourceMap sources, List<String> removed, boolean isJoined) {

    /** Whether the reading cannot have a finding, because it has no such place. */
    public boolean isSilentOn(Diagnostic finding) {
      return finding.path().filter(this::isWithout).isPresent();
    }

    /** Whether what the file says at a place is not in the reading. */
    public boolean isWithout(SpecPath path) {
      return isInside(path.text(), removed);
    }
  }

  /** Returns the product without what could not be read. */
  public Reading first() {
    return first;
  }

  /** Returns the other readings. */
  public List<Reading> others() {
    List<Reading> others = new ArrayList<>();
    for (int choice = 1; choice <= 4; choice++) {
      Mending.Style style = choice == 1 ? Mending.Style.AROUND : Mending.Style.INSTEAD;
      Mending mending = new Mending(later, style, doubtful, new StandIns(tree, choice));
      boolean isInstead = style == Mending.Style.INSTEAD;
      boolean isJoined = isInstead && !edges.isEmpty();
      boolean hasMoreSets = isInstead && lost.areSomeOf("partitions");
      StandIns more = new StandIns(tree, choice);
      mending
          .mend(tree)
          .flatMap(
              mended ->
                  isJoined ? again(new Widening(mended.tree()).joined(edges)) : Optional.of(mended))
          .flatMap(
              mended ->
                  hasMoreSets
                      ? again(new Widening(mended.tree()).withPartitions(more))
                      : Optional.of(mended))
          .ifPresent(
              mended ->
                  others.add(
                      new Reading(
                          mended.product(),
                          sources.of(mended.tree()),
                          mending.removed(),
                          isJoined)));
    }
    return Collections.unmodifiableList(others);
  }

  private Optional<Mending.Mended> again(Node.Mapping other) {
    return new Mending(later, Mending.Style.WITHOUT, Set.of(), new StandIns(other, 0)).mend(other);
  }

  /** Whether a place is one that could not be read, or inside one. */
  public boolean isBroken(SpecPath path) {
    return isInside(path.text(), broken);
  }

  /** Whether a finding is about what could not be read. */
  public boolean isAboutBroken(Diagnostic finding) {
    return finding.path().filter(this::isBroken).isPresent()
        || finding.span().filter(places::contains).isPresent()
        || finding.related().stream().anyMatch(related -> places.contains(related.span()));
  }

  /**
   * Whether what a finding misses may be among what could not be read: a name that was lost, a
   * value in one of the fields that were searched, or a part of what was searched for.
   */
  public boolean mayHold(Diagnostic finding) {
    return finding.absence().filter(absence -> mayHold(finding, absence)).isPresent();
  }

  private boolean mayHold(Diagnostic finding, Diagnostic.Absence absence) {
    return absence.fields().stream().anyMatch(field -> isLost(field, absence.name()))
        || finding.path().filter(path -> holds(path.text(), broken)).isPresent();
  }

  private boolean isLost(String field, Optional<String> wanted) {
    return lost.mayHold(LostNames.sectionOf(field), wanted)
        || (field.contains("[]")
            && (holds(field, fields) || fields.contains(holderOf(field) + ".")));
  }

  private static String holderOf(String field) {
    return field.substring(0, field.lastIndexOf('.'));
  }

  private void take(Failure failure) {
    switch (failure) {
      case Failure.Unread unread -> {
        take(unread.path());
        places.add(unread.way().getLast().node().span());
      }
      case Failure.Stray stray -> {
        places.add(stray.key().span());
        fields.add(anywhere(stray.path() + "." + stray.meant().orElse("")));
        boolean isOfAsset = EDGES.matcher(stray.path()).matches();
        if (isOfAsset && stray.meant().filter(name -> !isEdge(name)).isEmpty()) {
          edges.add(stray.path().substring(0, stray.path().indexOf(']') + 1));
        }
      }
      case Failure.Missing missing -> take(missing.path() + "." + missing.field());
      case Failure.BadKey bad -> {
        take(bad.path());
        places.add(bad.key().span());
      }
    }
  }

  private void take(String path) {
    broken.add(path);
    fields.add(anywhere(path));
    if (EDGES.matcher(path).matches()) {
      edges.add(path.substring(0, path.indexOf(']') + 1));
    }
  }

  private static String anywhere(String path) {
    return POSITION.matcher(path).replaceAll("[]");
  }

  private static boolean isEdge(String field) {
    return field.equals("deps") || field.equals("inputs") || field.equals("each");
  }

  /** Whether a path is one of those or inside one. */
  private static boolean isInside(String path, Collection<String> others) {
    return others.stream().anyMatch(other -> isInside(path, other));
  }

  /** Whether one of those is at a path or inside it. */
  private static boolean holds(String path, Collection<String> others) {
    return others.stream().anyMatch(other -> isInside(other, path));
  }

  private static boolean isInside(String path, String other) {
    return path.startsWith(other)
        && (path.length() == other.length()
            || path.charAt(other.length()) == '.'
            || path.charAt(other.length()) == '[');
  }
}
