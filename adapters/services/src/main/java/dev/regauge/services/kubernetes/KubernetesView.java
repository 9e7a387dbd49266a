package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.Collection;
import java.util.List;

/** The variables of {@code kubernetes-README.md.ftl}. */
public record KubernetesView(
    PlainName product,
    PlainName namespace,
    PlainName map,
    List<PlainName> values,
    List<PlainName> secrets,
    List<MarkdownText> differences) {

  static KubernetesView of(
      Platform platform,
      List<String> values,
      Collection<String> secrets,
      List<String> differences) {
    return new KubernetesView(
        PlainName.of(platform.product()),
        PlainName.of(platform.namespace()),
        PlainName.of(PodLowering.VALUES),
        values.stream().map(PlainName::of).toList(),
        secrets.stream().map(PlainName::of).toList(),
        differences.stream().map(MarkdownText::of).toList());
  }
}
