package dev.regauge.engine.ledger;

import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.spec.feature.Support;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of each feature that a product uses, on each target; by address, feature, target.
 */
public record Ledger(String product, List<Entry> entries) {

  /** What becomes of a feature. */
  public enum Status {
    NATIVE,
    EMULATED,
    APPROXIMATED,
    REFUSED
  }

  /**
   * One feature's use on one target.
   *
   * @param path the name address, for example {@code assets[silver/orders].retry}
   * @param how how it is emulated
   * @param difference what differs when it is approximated
   * @param why why it is refused
   * @param instead what to do instead
   * @param accepted the author's reason for letting it through
   */
  public record Entry(
      String path,
      String target,
      String adapter,
      String adapterVersion,
      String feature,
      Status status,
      Optional<String> how,
      Optional<String> difference,
      Optional<String> why,
      Optional<String> instead,
      Optional<String> accepted) {

    private Entry with(
        Status answered,
        Optional<String> emulation,
        Optional<String> approximation,
        Optional<String> reason,
        Optional<String> replacement) {
      return new Entry(
          path,
          target,
          adapter,
          adapterVersion,
          feature,
          answered,
          emulation,
          approximation,
          reason,
          replacement,
          accepted);
    }
  }

  public Ledger {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparing(Entry::path)
            .thenComparing(Entry::feature)
            .thenComparing(Entry::target));
    entries = List.copyOf(sorted);
  }

  /** Returns the ledger of these targets' answers. */
  public static Ledger of(String product, List<TargetAnswers> targets) {
    List<Entry> entries = new ArrayList<>();
    for (TargetAnswers target : targets) {
      target.answers().forEach(answer -> entries.add(entry(target, answer)));
    }
    return new Ledger(product, entries);
  }

  private static Entry entry(TargetAnswers target, TargetAnswers.Answer answer) {
    Optional<String> none = Optional.empty();
    Entry blank =
        new Entry(
            answer.use().address(),
            target.target().name().value(),
            target.target().adapterId(),
            target.target().version(),
            answer.use().feature().id(),
            Status.NATIVE,
            none,
            none,
            none,
            none,
            answer.accepted());
    return switch (answer.support()) {
      case Support.Native _ -> blank;
      case Support.Emulated(String how) ->
          blank.with(Status.EMULATED, Optional.of(how), none, none, none);
      case Support.Approximated(String difference) ->
          blank.with(Status.APPROXIMATED, none, Optional.of(difference), none, none);
      case Support.Unsupported(String why, String instead) ->
          blank.with(Status.REFUSED, none, none, Optional.of(why), Optional.of(instead));
    };
  }
}
