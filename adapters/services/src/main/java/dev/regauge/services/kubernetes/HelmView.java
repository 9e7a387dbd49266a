package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.Collection;
import java.util.List;

/** The variables of {@code helm-README.md.ftl}. */
public record HelmView(
    PlainName product,
    PlainName namespace,
    PlainName map,
    List<PlainName> values,
    List<PlainName> secrets,
    List<Environment> environments,
    List<MarkdownText> differences) {

  /** An environment, and the namespace that it has. */
  public record Environment(PlainName name, PlainName namespace) {}

  static HelmView of(
      Platform platform,
      List<String> values,
      Collection<String> secrets,
      List<String> differences) {
    return new HelmView(
        PlainName.of(platform.product()),
        PlainName.of(platform.namespace()),
        PlainName.of(PodLowering.VALUES),
        values.stream().map(PlainName::of).toList(),
        secrets.stream().map(PlainName::of).toList(),
        platform.environments().stream()
            .map(
                each ->
                    new Environment(
                        PlainName.of(each.environment().orElseThrow()),
                        PlainName.of(each.namespace())))
            .toList(),
        differences.stream().map(MarkdownText::of).toList());
  }
}
