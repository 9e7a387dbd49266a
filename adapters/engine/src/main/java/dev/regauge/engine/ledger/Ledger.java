package dev.regauge.engine.ledger;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a product on each target: of every value that its author wrote, and of every
 * feature that it uses, written or not.
 *
 * @param leaves every written value with each target, by file, place and target
 * @param uses every feature's use with each target, by address, feature and target
 * @param ticks where the targets' engines read a cron line otherwise; none when nobody looked
 */
public record Ledger(
    String product, List<Leaf> leaves, List<Use> uses, List<TickDifference> ticks) {

  /** What becomes of a feature; the worst for an author comes last. */
  public enum Status {
    NATIVE,
    EMULATED,
    APPROXIMATED,
    REFUSED
  }

  /** The feature of a leaf that asks for none: the name of the product, its targets and such. */
  public static final String PRODUCT = "product";

  private static final String BY_REGAUGE =
      "Regauge carries it out itself, in the bundle and its steps; the engine is not asked for it";

  /**
   * What becomes of a feature's use on one target.
   *
   * @param how how it is emulated
   * @param difference what differs when it is approximated
   * @param why why it is refused
   * @param instead what to do instead
   * @param accepted the author's reason for letting it through
   */
  public record Outcome(
      Status status,
      Optional<String> how,
      Optional<String> difference,
      Optional<String> why,
      Optional<String> instead,
      Optional<String> accepted) {

    static Outcome of(Support support, Optional<String> accepted) {
      Optional<String> none = Optional.empty();
      return switch (support) {
        case Support.Native _ -> new Outcome(Status.NATIVE, none, none, none, none, accepted);
        case Support.Emulated(String how) ->
            new Outcome(Status.EMULATED, Optional.of(how), none, none, none, accepted);
        case Support.Approximated(String difference) ->
            new Outcome(Status.APPROXIMATED, none, Optional.of(difference), none, none, accepted);
        case Support.Unsupported(String why, String instead) ->
            new Outcome(
                Status.REFUSED, none, none, Optional.of(why), Optional.of(instead), accepted);
      };
    }

    /** Returns the same as what only comes near, by a difference. */
    Outcome near(String said) {
      Optional<String> none = Optional.empty();
      return new Outcome(Status.APPROXIMATED, none, Optional.of(said), none, none, accepted);
    }
  }

  /** A target with the adapter that makes it. */
  public record Maker(String target, String adapter, String adapterVersion) {
    static Maker of(TargetAnswers answers) {
      return new Maker(
          answers.target().name().value(),
          answers.target().adapterId(),
          answers.target().version());
    }
  }

  /**
   * One feature's use on one target.
   *
   * @param address by names, for example {@code assets[silver/orders].retry}
   * @param isWritten whether a leaf belongs to it; the spec's defaults ask for the others
   */
  public record Use(
      String address, Maker maker, String feature, Outcome outcome, boolean isWritten) {}

  /**
   * One written value on one target.
   *
   * @param address by names, in the completed product, when the value counts there
   * @param feature the feature that it belongs to; of several the one that fares worst
   * @param also the others
   */
  public record Leaf(
      WrittenLeaf leaf,
      Optional<String> address,
      Maker maker,
      String feature,
      Outcome outcome,
      List<String> also) {
    public Leaf {
      also = List.copyOf(also);
    }
  }

  public Ledger {
    leaves = List.copyOf(leaves);
    List<Use> sorted = new ArrayList<>(uses);
    sorted.sort(
        Comparator.comparing(Use::address)
            .thenComparing(Use::feature)
            .thenComparing(use -> use.maker().target()));
    uses = List.copyOf(sorted);
    ticks = List.copyOf(ticks);
  }

  /** Returns the ledger of these targets' answers, without what lies ahead of an engine's clock. */
  public static Ledger of(CompiledProduct.Sound product, List<TargetAnswers> targets) {
    return of(product, targets, List.of());
  }

  /**
   * Returns the ledger of these targets' answers, and with it what an oracle tells of the ticks.
   */
  public static Ledger of(
      CompiledProduct.Sound product, List<TargetAnswers> targets, TickOracle oracle) {
    return of(product, targets, oracle.differences());
  }

  private static Ledger of(
      CompiledProduct.Sound product, List<TargetAnswers> targets, List<TickDifference> ticks) {
    List<WrittenLeaf> written = WrittenLeaves.of(product.spec().sources());
    LeafOwners owners = new LeafOwners(product.spec(), product.uses(), written);
    List<Leaf> leaves = new ArrayList<>();
    Set<FeatureUse> asked = new LinkedHashSet<>();
    List<Map<FeatureUse, Outcome>> answers =
        targets.stream().map(target -> outcomes(target, ticks)).toList();
    for (WrittenLeaf leaf : written) {
      LeafOwners.Owned owned = owners.of(leaf);
      asked.addAll(owned.uses());
      for (int i = 0; i < targets.size(); i++) {
        leaves.add(entry(leaf, owned, Maker.of(targets.get(i)), answers.get(i)));
      }
    }
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Maker maker = Maker.of(targets.get(i));
      answers
          .get(i)
          .forEach(
              (use, outcome) ->
                  uses.add(
                      new Use(
                          use.address(), maker, use.feature().id(), outcome, asked.contains(use))));
    }
    return new Ledger(product.plan().product().name(), leaves, uses, ticks);
  }

  private static Map<FeatureUse, Outcome> outcomes(
      TargetAnswers target, List<TickDifference> ticks) {
    Map<FeatureUse, Outcome> outcomes = new LinkedHashMap<>();
    for (TargetAnswers.Answer answer : target.answers()) {
      Outcome outcome = Outcome.of(answer.support(), answer.accepted());
      outcomes.put(
          answer.use(),
          ticks.stream()
              .filter(tick -> tick.isOf(Maker.of(target), answer.use()))
              .filter(_ -> outcome.status() != Status.REFUSED)
              .findFirst()
              .map(tick -> outcome.near(tick.sentence()))
              .orElse(outcome));
    }
    return outcomes;
  }

  private static Leaf entry(
      WrittenLeaf leaf, LeafOwners.Owned owned, Maker maker, Map<FeatureUse, Outcome> answers) {
    Outcome worst = Outcome.of(new Support.Emulated(BY_REGAUGE), Optional.empty());
    String feature = PRODUCT;
    Set<String> features = new LinkedHashSet<>();
    for (FeatureUse use : owned.uses()) {
      Outcome outcome = answers.get(use);
      if (outcome != null) {
        if (features.isEmpty() || outcome.status().compareTo(worst.status()) > 0) {
          worst = outcome;
          feature = use.feature().id();
        }
        features.add(use.feature().id());
      }
    }
    features.remove(feature);
    return new Leaf(leaf, owned.address(), maker, feature, worst, List.copyOf(features));
  }

  /** Returns the names of the targets. */
  List<String> targets() {
    return Stream.concat(leaves.stream().map(Leaf::maker), uses.stream().map(Use::maker))
        .map(Maker::target)
        .distinct()
        .sorted()
        .toList();
  }
}
