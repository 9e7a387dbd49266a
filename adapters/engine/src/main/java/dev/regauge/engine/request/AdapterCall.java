package dev.regauge.engine.request;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A call of code that may not be ours. What an adapter throws is a finding about that adapter: the
 * spec is not wrong, and the other targets are judged all the same.
 */
public final class AdapterCall {

  private AdapterCall() {}

  /** Returns the call's result, or nothing and a finding that names the adapter. */
  public static <T> Optional<T> of(
      TargetRequest target, String act, Diagnostics out, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      out.add(TargetCodes.adapterFailed(target, act, e));
      return Optional.empty();
    }
  }
}
