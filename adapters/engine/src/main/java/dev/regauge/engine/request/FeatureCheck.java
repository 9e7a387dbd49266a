package dev.regauge.engine.request;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.feature.Support;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Refuses what a target cannot do and nobody accepted: no feature is dropped silently. A refusal
 * that somebody tried to accept is one finding, at the acceptance.
 */
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
    SortedMap<String, Diagnostic> refused = new TreeMap<>();
    for (TargetAnswers.Answer answer : target.answers()) {
      String feature = answer.use().feature().id();
      TargetRequest.Acceptance acceptance = target.target().accepted().get(feature);
      if (answer.accepted().isPresent()) {
        unused.remove(feature);
      } else if (answer.support() instanceof Support.Unsupported refusal) {
        isSound = false;
        if (acceptance == null) {
          out.add(
              TargetCodes.unsupported(target.target(), answer.use(), refusal, isWarning)
                  .at(answer.use().path(), locator));
        } else {
          unused.remove(feature);
          Diagnostic known =
              refused.getOrDefault(
                  feature,
                  TargetCodes.acceptedRefusal(target.target(), feature, refusal, isWarning)
                      .at(acceptance.path(), locator));
          refused.put(feature, known.related(locator.valueAt(answer.use().path()), refusal.why()));
        }
      }
    }
    refused.values().forEach(out::add);
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
