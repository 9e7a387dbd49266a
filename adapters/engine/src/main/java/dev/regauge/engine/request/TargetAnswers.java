package dev.regauge.engine.request;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.source.SourceMap;
import java.util.List;
import java.util.Optional;

/** What one target answers to each feature that a product uses, in the uses' order. */
public record TargetAnswers(TargetRequest target, List<Answer> answers) {

  /**
   * One answer.
   *
   * @param accepted the author's reason, when the answer is a loss that may be and is accepted
   */
  public record Answer(FeatureUse use, Support support, Optional<String> accepted) {}

  public TargetAnswers {
    answers = List.copyOf(answers);
  }

  /** Whether the target refuses nothing that is not accepted. */
  public boolean isPossible() {
    return answers.stream()
        .noneMatch(
            answer ->
                answer.support() instanceof Support.Unsupported && answer.accepted().isEmpty());
  }

  /** Returns the answers to what the author wrote, without those to the spec's defaults. */
  public TargetAnswers ofWritten(SourceMap sources) {
    return new TargetAnswers(
        target, answers.stream().filter(answer -> sources.isWritten(answer.use().path())).toList());
  }

  /** Asks the target's adapter about each use; an adapter that fails has no answers. */
  public static Optional<TargetAnswers> of(
      TargetRequest target, List<FeatureUse> uses, Diagnostics out) {
    return AdapterCall.of(
        target,
        "answered for",
        out,
        () -> {
          ClockChanges changes = new ClockChanges(target.adapter().clock());
          return new TargetAnswers(
              target, uses.stream().map(use -> answer(target, use, changes)).toList());
        });
  }

  private static Answer answer(TargetRequest target, FeatureUse use, ClockChanges changes) {
    Support support = changes.judged(use, target.adapter().support(use, target.version()));
    boolean isAcceptable =
        switch (support) {
          case Support.Native _ -> false;
          case Support.Emulated _ -> false;
          case Support.Approximated _ -> true;
          case Support.Unsupported _ -> use.isOptional();
        };
    Optional<String> accepted =
        Optional.ofNullable(target.accepted().get(use.feature().id()))
            .filter(_ -> isAcceptable)
            .map(TargetRequest.Acceptance::reason);
    return new Answer(use, support, accepted);
  }
}
