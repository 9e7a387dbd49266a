package dev.regauge.engine;

import dev.regauge.engine.output.LockedBundle;
import dev.regauge.engine.request.TargetAnswers;
import java.util.List;

/**
 * What a generation made.
 *
 * @param targets what each target answered, by name; empty when the product is not sound
 * @param bundles by target name; empty when anything was refused
 * @param leftOut what stayed behind of the user's folders, because it belongs to a tool
 */
public record Generation(
    CompiledProduct product,
    List<TargetAnswers> targets,
    List<LockedBundle> bundles,
    List<String> leftOut) {
  public Generation {
    targets = List.copyOf(targets);
    bundles = List.copyOf(bundles);
    leftOut = List.copyOf(leftOut);
  }
}
