package dev.regauge.engine.explain;

import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.resolve.Environments;
import dev.regauge.spec.resolve.Origin;
import dev.regauge.spec.resolve.ResolvedSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A value of a product with its way there, and the values that count in its place in environments.
 */
public record Explanation(SpecLeaf leaf, Origin origin, List<InEnvironment> environments) {

  /** The value that counts in one environment. */
  public record InEnvironment(String name, String text, Origin origin) {}

  /** Returns the value and its way as a line: {@code pools[db].slots = 4 # product.yaml:7:9}. */
  public String line() {
    return leaf.address() + " = " + leaf.text() + "    # " + origin.words();
  }

  /** Explains values of a product, which {@code all} has all of. */
  public static List<Explanation> of(ResolvedSpec spec, List<SpecLeaf> all, List<SpecLeaf> leaves) {
    Map<SpecPath, String> texts = new LinkedHashMap<>();
    all.forEach(leaf -> texts.put(leaf.path(), leaf.text()));
    return leaves.stream()
        .map(
            leaf ->
                new Explanation(
                    leaf,
                    named(spec.origins().of(leaf.path()), leaf),
                    settings(spec.origins().environments(), leaf)
                        .filter(setting -> texts.containsKey(setting.from()))
                        .map(
                            setting ->
                                new InEnvironment(
                                    setting.environment(),
                                    texts.getOrDefault(setting.from(), ""),
                                    spec.origins().of(setting)))
                        .toList()))
        .toList();
  }

  /** A place that names a variable is what the environment gives for it. */
  private static Stream<Environments.Setting> settings(Environments all, SpecLeaf leaf) {
    return leaf.variable().map(all::giving).orElseGet(() -> all.overriding(leaf.path())).stream();
  }

  /** Says a short form's own place by names, as the value's. */
  private static Origin named(Origin origin, SpecLeaf leaf) {
    return new Origin(
        origin.steps().stream()
            .map(
                step ->
                    step instanceof Origin.ShortForm(String field, Span span)
                        ? new Origin.ShortForm(leaf.addressOf(field), span)
                        : step)
            .toList());
  }
}
