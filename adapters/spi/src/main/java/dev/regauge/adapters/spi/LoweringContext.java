package dev.regauge.adapters.spi;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an adapter may know besides the plan. Holds nothing of the machine, the clock, the
 * environment or the spec's file names: the same product gives the same bytes anywhere.
 *
 * @param version the target's version, one of the tested ones
 * @param generatorVersion Regauge's own
 * @param wheel the runtime of the step environment
 * @param codeFiles the user's code as it will stand in the bundle, for example {@code
 *     code/src/shop/orders.py}
 */
public record LoweringContext(
    TargetName target,
    String version,
    TargetOptions options,
    String generatorVersion,
    RuntimeWheel wheel,
    SortedSet<BundlePath> codeFiles) {

  public LoweringContext {
    codeFiles = Collections.unmodifiableSortedSet(new TreeSet<>(codeFiles));
  }
}
