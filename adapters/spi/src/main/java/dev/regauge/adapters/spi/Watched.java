package dev.regauge.adapters.spi;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;

/**
 * Assets that may not grow old: the runtime's {@code freshness} looks at them on every target, and
 * a target only asks again and again.
 */
public final class Watched {

  /** How often assets are looked at (semantics 15). */
  public static final long EVERY_SECONDS = 300;

  /** The same as a cron line. */
  public static final String CRON = "*/5 * * * *";

  private Watched() {}

  /** Returns the assets that are looked at, in the plan's order. */
  public static List<AssetPlan> assets(ExecutionPlan plan) {
    return plan.assets().stream().filter(asset -> asset.freshness().isPresent()).toList();
  }

  /** Returns what a bundle was made from that looks at them. */
  public static List<String> origins(ExecutionPlan plan) {
    return assets(plan).stream().map(asset -> "assets[" + asset.key() + "].freshness").toList();
  }
}
