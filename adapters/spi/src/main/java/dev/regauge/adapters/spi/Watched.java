package dev.regauge.adapters.spi;

import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ExternalPlan;
import java.util.List;
import java.util.stream.Stream;

/**
 * Assets, and what is made elsewhere, that may not grow old: the runtime's {@code freshness} looks
 * at them on every target, and a target only asks again and again.
 */
public final class Watched {

  /** How often assets are looked at (semantics 15). */
  public static final long EVERY_SECONDS = 300;

  /** The same as a cron line. */
  public static final String CRON = "*/5 * * * *";

  private Watched() {}

  /** Returns what of the things made elsewhere is looked at, by key. */
  public static List<ExternalPlan> external(ExecutionPlan plan) {
    return plan.external().values().stream()
        .filter(external -> external.freshnessSeconds().isPresent())
        .toList();
  }

  /** Returns what a bundle was made from that looks at them; empty when nothing may grow old. */
  public static List<String> origins(ExecutionPlan plan) {
    return Stream.concat(
            plan.assets().stream()
                .filter(asset -> asset.freshness().isPresent())
                .map(asset -> "assets[" + asset.key() + "].freshness"),
            external(plan).stream().map(external -> "external[" + external.key() + "].freshness"))
        .toList();
  }
}
