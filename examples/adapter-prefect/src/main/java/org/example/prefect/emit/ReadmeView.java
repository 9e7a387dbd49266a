package org.example.prefect.emit;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.JsonText;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.List;
import java.util.Locale;
import org.example.prefect.model.JobFlow;
import org.example.prefect.model.PrefectProduct;

/** View of {@code README.md} and of the two files that make an environment of the bundle. */
public record ReadmeView(
    MarkdownText title,
    MarkdownText description,
    PlainName product,
    PlainName packageName,
    PlainName stepModule,
    PlainName home,
    PlainName homeVariable,
    PlainName example,
    PlainName assetCount,
    PlainName jobCount,
    JsonText projectName,
    JsonText packageFolder,
    JsonText serveModule,
    boolean hasEnvironments,
    List<MarkdownText> params) {
  static final Template<ReadmeView> README =
      new Template<>("templates/prefect/README.md.ftl", ReadmeView.class);
  static final Template<ReadmeView> DOCKERFILE =
      new Template<>("templates/prefect/Dockerfile.ftl", ReadmeView.class);
  static final Template<ReadmeView> PYPROJECT =
      new Template<>("templates/prefect/pyproject.toml.ftl", ReadmeView.class);

  static ReadmeView of(PrefectProduct product) {
    String example =
        product.flows().isEmpty()
            ? "FLOW/DEPLOYMENT"
            : product.flows().getFirst().flowName() + "/" + product.flows().getFirst().job();
    List<JobFlow.Param> params =
        product.flows().isEmpty() ? List.of() : product.flows().getFirst().params();
    return new ReadmeView(
        MarkdownText.of(product.name()),
        MarkdownText.of(product.description()),
        PlainName.of(product.name()),
        PlainName.of(product.packageName()),
        PlainName.of(product.scope() + "_step"),
        new PlainName("opt/regauge/" + product.scope()),
        PlainName.of("REGAUGE_HOME_" + product.scope().toUpperCase(Locale.ROOT)),
        PlainName.of(example),
        PlainName.of(product.tasks().size()),
        PlainName.of(product.flows().size()),
        JsonText.of(product.packageName().replace('_', '-')),
        JsonText.of("src/" + product.packageName()),
        JsonText.of(product.packageName() + ".serve"),
        product.hasEnvironments(),
        params.stream().map(param -> MarkdownText.of(words(param))).toList());
  }

  /** Returns {@code year: integer, required. The year to load}. */
  static String words(JobFlow.Param param) {
    return param.name()
        + ": "
        + param.type()
        + (param.isRequired() ? ", required" : "")
        + param.description().map(text -> ". " + text).orElse("");
  }
}
