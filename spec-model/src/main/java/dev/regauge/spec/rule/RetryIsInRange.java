package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RetrySpec;
import java.time.Duration;
import java.util.Optional;

/** The waits of a retry are at most a week, and the first is not longer than the longest. */
final class RetryIsInRange implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-021");
  private static final Duration LONGEST = Duration.ofDays(7);

  private final KnownDurations durations = new KnownDurations();

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    Optional<RetrySpec> inherited = graph.product().defaults().retry();
    asset
        .spec()
        .retry()
        .filter(retry -> !inherited.equals(Optional.of(retry)))
        .ifPresent(retry -> judge(graph, retry, asset.path().field("retry"), out));
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    Optional<RetrySpec> inherited = graph.product().defaults().retry();
    inherited.ifPresent(retry -> judge(graph, retry, SpecPath.of("defaults", "retry"), out));
  }

  private void judge(SpecGraph graph, RetrySpec retry, SpecPath at, Diagnostics out) {
    Duration first = durations.of(retry.firstWait().orElse("PT60S"));
    Duration longest = durations.of(retry.maxWait().orElse("PT1H"));
    if (first.compareTo(longest) > 0) {
      out.add(
          Diagnostic.error(CODE, "the first wait is longer than the longest one")
              .at(at.field("wait"), graph.locator())
              .label("more than " + retry.maxWait().orElse("PT1H"))
              .related(written(graph, at, "maxWait"), "the longest wait")
              .help("write a shorter 'wait' or a longer 'maxWait'"));
    } else if (longest.compareTo(LONGEST) > 0) {
      out.add(
          Diagnostic.error(CODE, "a retry waits at most a week")
              .at(at.field("maxWait"), graph.locator())
              .label("longer than a week")
              .help("write P7D or less"));
    }
  }

  /** The place of a field that the file itself has, not that of the whole block. */
  private static Optional<Span> written(SpecGraph graph, SpecPath at, String field) {
    Optional<Span> whole = graph.locator().valueAt(at);
    return graph
        .locator()
        .valueAt(at.field(field))
        .filter(span -> !whole.equals(Optional.of(span)));
  }
}
