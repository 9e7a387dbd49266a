package dev.regauge.services.compose;

import dev.regauge.services.Platform;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.List;

/** The variables of {@code compose-README.md.ftl}. */
public record ComposeView(
    PlainName product,
    List<PlainName> variables,
    boolean hasBuilds,
    List<MarkdownText> differences) {

  static ComposeView of(
      Platform platform, ComposeFile file, List<String> variables, List<String> differences) {
    return new ComposeView(
        PlainName.of(platform.product()),
        variables.stream().map(PlainName::of).toList(),
        file.services().values().stream().anyMatch(service -> service.build() != null),
        differences.stream().map(MarkdownText::of).toList());
  }
}
