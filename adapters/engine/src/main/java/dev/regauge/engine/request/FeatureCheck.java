package dev.regauge.engine.request;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.feature.Support;
import java.util.SortedSet;
import java.util.TreeSet;

/** Refuses what a target cannot do and nobody accepted: no feature is dropped silently. */
public final class FeatureCheck {
  private final Locator locator;
  private final Diagnostics out;

  /** Findings get their places from the locator. */
  public FeatureCheck(Locator locator, Diagnostics out) {
    this.locator = locator;
    this.out = out;
  }

  /** Whether the target may be generated; adds a finding for each refusal. */
  public boolean accepts(TargetAnswers target) {
    return judge(target, false);
  }

  /** Adds the same findings as warnings, for a target that was not asked for by name. */
  public void warn(TargetAnswers target) {
    judge(target, true);
  }

  private boolean judge(TargetAnswers target, boolean isWarning) {
    boolean isSound = true;
    SortedSet<String> unused = new TreeSet<>(target.target().accepted().keySet());
    for (TargetAnswers.Answer answer : target.answers()) {
      if (answer.accepted().isPresent()) {
        unused.remove(answer.use().feature().id());
      } else if (answer.support() instanceof Support.Unsupported refusal) {
        isSound = false;
        out.add(
            TargetCodes.unsupported(target.target(), answer.use(), refusal, isWarning)
                .at(answer.use().path(), locator));
      }
    }
    for (String feature : unused) {
      TargetRequest.Acceptance acceptance = target.target().accepted().get(feature);
      if (acceptance != null) {
        out.add(
            TargetCodes.unusedAcceptance(target.target(), feature).at(acceptance.path(), locator));
      }
    }
    return isSound;
  }

  /** Adds a finding for each approximation that nobody accepted. */
  public void refuseApproximations(TargetAnswers target) {
    for (TargetAnswers.Answer answer : target.answers()) {
      if (answer.accepted().isEmpty()
          && answer.support() instanceof Support.Approximated approximation) {
        out.add(
            TargetCodes.approximated(target.target(), answer.use(), approximation)
                .at(answer.use().path(), locator));
      }
    }
  }
}
