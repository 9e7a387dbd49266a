package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a product of a tree with mistakes, round by round: what fails is left out or stood in for,
 * and where that is not enough, what is around it. Positions in lists stay what they are.
 */
final class Mending {

  /** What becomes of a value that cannot be read. */
  enum Style {
    /** It is left out; what is required is stood in for. */
    WITHOUT,
    /** The list is left out, too, of which it is an item or the name of one. */
    AROUND,
    /** It is stood in for. */
    INSTEAD
  }

  private static final int MOST_ROUNDS = 24;

  /** Fields that others know an item by. */
  private static final List<String> NAMES = List.of("name", "key", "table", "column", "asset");

  private final NotSupportedYet later;
  private final Style style;
  private final Set<Node> doubtful;
  private final StandIns standIns;
  private final SortedMap<String, Integer> tries = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<Failure> doubts = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();

  Mending(NotSupportedYet later, Style style, Set<Node> doubtful, StandIns standIns) {
    this.later = later;
    this.style = style;
    this.doubtful = doubtful;
    this.standIns = standIns;
  }

  /** A product that could be made, and the tree it was made of. */
  record Mended(ProductSpec product, Node.Mapping tree) {}

  /** Returns the product, unless a mistake changes what all the rest means. */
  Optional<Mended> mend(Node.Mapping tree) {
    Node.Mapping now = tree;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Failures found = new Failures(doubtful, style != Style.WITHOUT);
      Optional<ProductSpec> product =
          new SpecBinder(later, new OtherWords(), new FoundDiagnostics(), found).bind(now);
      if (round == 0) {
        doubts.addAll(found.doubts());
      }
      if (product.isPresent()) {
        return Optional.of(new Mended(product.get(), now));
      }
      TreeEdits edits = new TreeEdits();
      for (Failure failure : found.all()) {
        failures.add(failure);
        if (!mend(failure, edits)) {
          return Optional.empty();
        }
      }
      Node.Mapping next = edits.in(now);
      if (next == now) {
        return Optional.empty();
      }
      now = next;
    }
    return Optional.empty();
  }

  /** Returns every failure that was met. */
  List<Failure> failures() {
    return failures;
  }

  /** Returns where something else is wrong than what keeps the product from being made. */
  List<Failure> doubts() {
    return doubts;
  }

  /** Returns the paths of what was left out or stood in for. */
  List<String> removed() {
    return removed;
  }

  private boolean mend(Failure failure, TreeEdits edits) {
    return switch (failure) {
      case Failure.Unread unread -> value(unread, edits);
      case Failure.Stray stray -> {
        stray(stray, edits);
        yield true;
      }
      case Failure.Missing missing -> {
        String path = missing.path() + "." + missing.field();
        removed.add(path);
        List<Failure.Step> way = missing.way();
        int list = way.size() - 2;
        if (style == Style.AROUND && NAMES.contains(missing.field()) && isList(way, list)) {
          removed.add(outer(missing.path(), 1));
          leaveOut(way.get(list), outer(missing.path(), 1), edits);
        } else {
          edits.add(
              missing.map(), missing.field(), standIns.of(missing.shape(), missing.map(), path));
        }
        yield times(path) <= 2;
      }
      case Failure.BadKey bad -> {
        removed.add(bad.path());
        String name = standIns.name(bad.format(), bad.key().text());
        removed.add(outer(bad.path(), 1) + "[" + name + "]");
        edits.rename(bad.key(), name);
        yield times(bad.path()) <= 2;
      }
    };
  }

  private int times(String path) {
    return tries.merge(path, 1, Integer::sum);
  }

  private boolean value(Failure.Unread unread, TreeEdits edits) {
    int times = times(unread.path());
    List<Failure.Step> way = unread.way();
    int at = way.size() - times;
    if (at < 0) {
      return false;
    }
    if (style == Style.AROUND) {
      at = Math.min(at, listOf(unread));
    }
    Failure.Step step = way.get(at);
    String path = outer(unread.path(), way.size() - 1 - at);
    removed.add(path);
    if (style == Style.INSTEAD && times == 1) {
      edits.replace(step.node(), standIns.of(step.shape(), step.node(), path));
    } else {
      leaveOut(step, path, edits);
    }
    return true;
  }

  private void leaveOut(Failure.Step step, String path, TreeEdits edits) {
    if (step.isOptional()) {
      edits.remove(step.node());
    } else {
      edits.replace(step.node(), standIns.of(step.shape(), step.node(), path));
    }
  }

  /** Returns which step is the list inside an object that lost an item, or an item its name. */
  private static int listOf(Failure.Unread unread) {
    List<Failure.Step> way = unread.way();
    String field = unread.path().substring(unread.path().lastIndexOf('.') + 1);
    int list = NAMES.contains(field) ? way.size() - 3 : way.size() - 2;
    return isList(way, list) ? list : way.size() - 1;
  }

  private static boolean isList(List<Failure.Step> way, int at) {
    return at >= 2
        && switch (way.get(at).shape()) {
          case Shape.ListOf _, Shape.MapOf _ -> true;
          case Shape.Text _,
              Shape.Whole _,
              Shape.Decimal _,
              Shape.Flag _,
              Shape.Any _,
              Shape.KindOf _,
              RecordShape _ ->
              false;
        };
  }

  /** Returns the path of the value that so many steps are inside of. */
  private static String outer(String path, int steps) {
    String outer = path;
    for (int i = 0; i < steps; i++) {
      outer = outer.substring(0, lastStep(outer));
    }
    return outer;
  }

  private static int lastStep(String path) {
    return path.endsWith("]")
        ? Math.max(0, path.lastIndexOf('['))
        : Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf(']') + 1));
  }

  private void stray(Failure.Stray stray, TreeEdits edits) {
    Shape owner = stray.way().isEmpty() ? SpecShape.product() : stray.way().getLast().shape();
    String name = stray.meant().orElse("");
    int position = owner instanceof RecordShape shape ? shape.positionOf(name) : -1;
    if (style == Style.INSTEAD && position >= 0 && stray.map().get(name) == null) {
      edits.rename(stray.key(), name);
      RecordShape shape = (RecordShape) owner;
      Node value = stray.map().get(stray.key().text());
      if (value != null && !shape.fields().get(position).isInline()) {
        Shape meant = shape.fields().get(position).shape();
        edits.replace(value, new ShortForms(new TreeSet<>()).expand(value, meant));
      }
    } else {
      edits.removeKey(stray.key());
      if (style == Style.INSTEAD && name.isEmpty() && !stray.way().isEmpty()) {
        fill(stray, owner, edits);
      }
    }
  }

  /** A key that means nothing may stand for any field that is not there. */
  private void fill(Failure.Stray stray, Shape owner, TreeEdits edits) {
    if (owner instanceof RecordShape shape) {
      for (RecordShape.Field field : shape.fields()) {
        boolean isFree =
            !field.isRequired()
                && !field.isInline()
                && !field.isDerived()
                && !shape.exactlyOneOf().contains(field.name())
                && stray.map().get(field.name()) == null;
        if (isFree) {
          String path = stray.path() + "." + field.name();
          edits.add(stray.map(), field.name(), standIns.of(field.shape(), stray.map(), path));
        }
      }
    }
  }
}
