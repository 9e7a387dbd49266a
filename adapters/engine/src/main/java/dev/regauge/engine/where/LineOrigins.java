package dev.regauge.engine.where;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanLeaves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which parts of a plan the lines of a generated file tell of.
 *
 * <p>Found by trial, so that it holds for every adapter and no adapter keeps books: each leaf of
 * the plan is changed by itself, the file is made again, and the lines that differ tell of the
 * leaf. Costs one lowering for each leaf.
 */
public final class LineOrigins {

  /** What is the adapter's own and no product's: nothing of the plan changes such lines. */
  private static final Answer NOTHING = new Answer(List.of(), false);

  private final List<Trace> traces;
  private final List<String> lines;

  private LineOrigins(List<Trace> traces, List<String> lines) {
    this.traces = traces;
    this.lines = lines;
  }

  /** The lines, from 1, that change with one place of the plan. */
  private record Trace(String address, SortedSet<Integer> lines) {}

  /**
   * What a line tells of.
   *
   * @param addresses places of the plan, those that change the fewest lines first
   * @param isNear whether no place changes the line itself, and these are of the line above it
   */
  public record Answer(List<String> addresses, boolean isNear) {
    public Answer {
      addresses = List.copyOf(addresses);
    }
  }

  /** Finds the origins of every line of a file; none when the product does not give it now. */
  public static LineOrigins of(Remaking remaking, BundlePath path) {
    List<Trace> traces = new ArrayList<>();
    ExecutionPlan plan = remaking.product().plan();
    List<String> lines = new ArrayList<>();
    remaking
        .sideOf(path)
        .ifPresent(
            side -> {
              List<BundleFile> before = side.apply(plan);
              lines.addAll(Remaking.lines(before, path).orElse(List.of()));
              trace(side, plan, before, path, lines, traces);
            });
    traces.sort(
        Comparator.comparing((Trace trace) -> trace.lines().size()).thenComparing(Trace::address));
    return new LineOrigins(traces, lines);
  }

  private static void trace(
      Function<ExecutionPlan, List<BundleFile>> side,
      ExecutionPlan plan,
      List<BundleFile> before,
      BundlePath path,
      List<String> lines,
      List<Trace> traces) {
    for (PlanLeaves.Change change : PlanLeaves.changes(plan)) {
      made(side, change)
          .flatMap(after -> same(before, after, path, lines))
          .map(changed -> changedLines(lines, changed))
          .filter(found -> !found.isEmpty())
          .ifPresent(found -> traces.add(new Trace(change.address(), found)));
    }
  }

  /** A changed plan need not be sound, and an adapter may throw on it: then it tells nothing. */
  private static Optional<List<BundleFile>> made(
      Function<ExecutionPlan, List<BundleFile>> side, PlanLeaves.Change change) {
    try {
      return Optional.of(side.apply(change.plan()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** A file is the same when it has its old name, or it is the one that came in its place. */
  private static Optional<List<String>> same(
      List<BundleFile> before, List<BundleFile> after, BundlePath path, List<String> lines) {
    Optional<List<String>> named = Remaking.lines(after, path);
    if (named.isPresent()) {
      return named;
    }
    Set<BundlePath> known = before.stream().map(BundleFile::path).collect(Collectors.toSet());
    return after.stream()
        .filter(file -> !known.contains(file.path()))
        .map(Remaking::lines)
        .min(Comparator.comparingInt(other -> changedLines(lines, other).size()));
  }

  private static SortedSet<Integer> changedLines(List<String> before, List<String> after) {
    SortedSet<Integer> changed = new TreeSet<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
      int first = delta.getSource().getPosition() + 1;
      for (int i = 0; i < delta.getSource().size(); i++) {
        changed.add(first + i);
      }
    }
    return changed;
  }

  /** Returns what a line, from 1, tells of. */
  public Answer at(int line) {
    List<String> own = addressesOf(line);
    if (!own.isEmpty()) {
      return new Answer(own, false);
    }
    Optional<String> ofProduct = Optional.empty();
    int depth = depth(line);
    for (int above = line - 1; above > 0; above--) {
      List<String> near = addressesOf(above).stream().map(LineOrigins::element).distinct().toList();
      Optional<String> element = near.stream().filter(one -> one.endsWith("]")).findFirst();
      if (element.isPresent()) {
        return new Answer(List.of(element.get()), true);
      }
      ofProduct = ofProduct.or(() -> near.stream().findFirst());
      // The line that opens the block is the last one that can say whose block it is.
      if (ofProduct.isPresent() && depth(above) < depth) {
        break;
      }
    }
    return ofProduct.map(one -> new Answer(List.of(one), true)).orElse(NOTHING);
  }

  /** How far a line is indented; an empty one as far as can be. */
  private int depth(int line) {
    String text = lines.get(line - 1);
    return text.isBlank() ? Integer.MAX_VALUE : text.length() - text.stripLeading().length();
  }

  private List<String> addressesOf(int line) {
    return traces.stream()
        .filter(trace -> trace.lines().contains(line))
        .map(Trace::address)
        .distinct()
        .toList();
  }

  /** The element that a place lies in: {@code assets[silver/orders]}. */
  private static String element(String address) {
    int end = address.indexOf("].");
    return end < 0 ? address : address.substring(0, end + 1);
  }
}
