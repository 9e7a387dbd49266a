package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.JsonText;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.List;

/** View of Dockerfile, pyproject.toml and airflow.env. */
public record TextView(
    PlainName product,
    PlainName scope,
    PlainName variable,
    JsonText distribution,
    JsonText version,
    PlainName release,
    boolean hasEnvironments,
    boolean hasModels,
    boolean tellsOfRuns) {

  static final Template<TextView> DOCKERFILE =
      new Template<>("templates/airflow/Dockerfile.ftl", TextView.class);
  static final Template<TextView> PYPROJECT =
      new Template<>("templates/airflow/pyproject.toml.ftl", TextView.class);
  static final Template<TextView> SETTINGS =
      new Template<>("templates/airflow/airflow.env.ftl", TextView.class);

  static TextView of(AirflowProduct product) {
    return new TextView(
        PlainName.of(product.name()),
        PlainName.of(product.scope()),
        PlainName.of(product.homeVariable()),
        JsonText.of(product.scope().replace('_', '-') + "-airflow"),
        JsonText.of(product.version()),
        PlainName.of(product.dialect().release()),
        !product.environments().isEmpty(),
        product.hasModels(),
        product.tellsOfRuns());
  }

  /** View of README.md. */
  public record Readme(
      MarkdownText title,
      MarkdownText prose,
      PlainName line,
      PlainName scope,
      PlainName variable,
      List<JobLine> jobs,
      List<PlainName> pollers,
      List<MarkdownText> notes) {

    static final Template<Readme> TEMPLATE =
        new Template<>("templates/airflow/README.md.ftl", Readme.class);
  }

  /**
   * A job as the README tells it.
   *
   * @param first a partition's day, as an operator types it
   * @param last the end of an example range
   */
  public record JobLine(
      PlainName dag,
      MarkdownText name,
      MarkdownText schedule,
      boolean byDay,
      boolean byValue,
      boolean byKey,
      boolean fromNewest,
      PlainName first,
      PlainName last) {}
}
