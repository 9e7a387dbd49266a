package dev.regauge.engine;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.graph.LinkCodes;
import dev.regauge.spec.source.PartialProduct;
import dev.regauge.spec.source.PartialProduct.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds what is wrong with a product besides what keeps it from being read: what every reading of
 * it has, so that nothing is told that only follows.
 */
final class PartialJudgement {

  private final PartialProduct partial;
  private final BiConsumer<Reading, Diagnostics> judge;

  /** Judges readings by the stages after the reader. */
  PartialJudgement(PartialProduct partial, BiConsumer<Reading, Diagnostics> judge) {
    this.partial = partial;
    this.judge = judge;
  }

  /** One finding, whatever the readings say around it. */
  private record Same(Code code, String message, Optional<Span> span) {

    static Same of(Diagnostic finding) {
      return new Same(finding.code(), finding.message(), finding.span());
    }
  }

  List<Diagnostic> findings() {
    List<Diagnostic> told = new ArrayList<>(found(partial.first()));
    told.removeIf(finding -> partial.isAboutBroken(finding) || partial.mayHold(finding));
    if (told.isEmpty()) {
      return told;
    }
    for (Reading reading : partial.others()) {
      Set<Same> found = new LinkedHashSet<>();
      found(reading).forEach(finding -> found.add(Same.of(finding)));
      told.removeIf(finding -> !isSilent(reading, finding) && !found.contains(Same.of(finding)));
    }
    return told;
  }

  /** Warnings wait until the product can be read: they say how good a product is that can be. */
  private List<Diagnostic> found(Reading reading) {
    FoundDiagnostics found = new FoundDiagnostics();
    judge.accept(reading, found);
    return found.sorted().stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
  }

  /** More edges hide no circle, but may show it as part of another one. */
  private static boolean isSilent(Reading reading, Diagnostic finding) {
    return reading.isSilentOn(finding)
        || (reading.isJoined() && finding.code().equals(LinkCodes.CYCLE));
  }
}
