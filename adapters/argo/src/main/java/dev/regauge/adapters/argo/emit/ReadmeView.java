package dev.regauge.adapters.argo.emit;

import dev.regauge.adapters.argo.model.ArgoProduct;
import dev.regauge.adapters.argo.model.ArgoProduct.JobNames;
import dev.regauge.adapters.argo.model.ArgoProduct.Overlay;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.List;

/** The variables of {@code README.md.ftl}. */
public record ReadmeView(
    PlainName product,
    PlainName version,
    MarkdownText description,
    PlainName line,
    PlainName image,
    boolean isNamed,
    List<Job> jobs,
    List<Environment> environments,
    PlainName environment,
    PlainName namespace,
    List<PlainName> variables,
    List<PlainName> secrets,
    List<PlainName> pools,
    List<MarkdownText> differences) {

  /** A job's names on the cluster. */
  public record Job(
      MarkdownText name,
      PlainName workflow,
      List<MarkdownText> crons,
      boolean hasBackfill,
      PlainName backfill,
      PlainName firstOfRange) {

    static Job of(JobNames names) {
      return new Job(
          MarkdownText.code(names.job()),
          PlainName.of(names.workflow()),
          names.crons().stream().map(MarkdownText::code).toList(),
          !names.backfill().isEmpty(),
          PlainName.of(names.backfill().isEmpty() ? names.workflow() : names.backfill()),
          PlainName.of(names.firstOfRange()));
    }
  }

  /** An environment and its namespace. */
  public record Environment(PlainName name, PlainName namespace) {}

  static ReadmeView of(ArgoProduct product) {
    Overlay first = product.overlays().getFirst();
    return new ReadmeView(
        PlainName.of(product.plan().product().name()),
        PlainName.of(product.plan().product().version()),
        MarkdownText.of(product.plan().product().description()),
        PlainName.of(product.dialect().line()),
        PlainName.of(product.imageName()),
        product.plan().code().image().isPresent(),
        product.jobs().stream().map(Job::of).toList(),
        product.overlays().stream()
            .map(
                overlay ->
                    new Environment(
                        PlainName.of(overlay.name()), PlainName.of(overlay.namespace())))
            .toList(),
        PlainName.of(first.name()),
        PlainName.of(first.namespace()),
        product.variables().stream().map(PlainName::of).toList(),
        product.secrets().stream().map(PlainName::of).toList(),
        product.pools().stream().map(PlainName::of).toList(),
        product.differences().stream().map(MarkdownText::of).toList());
  }
}
