package dev.regauge.adapters.airflow;

import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.ProductPlan;
import java.util.stream.Collectors;

/** A job's page in Airflow, in Markdown; the author's words stand in it as they are. */
final class JobDoc {
  private JobDoc() {}

  static String of(ProductPlan product, JobPlan job) {
    StringBuilder doc = new StringBuilder();
    if (!product.description().isEmpty()) {
      doc.append(product.description()).append("\n\n");
    }
    doc.append("Job `")
        .append(job.name())
        .append("` of product `")
        .append(product.name())
        .append("` ")
        .append(product.version())
        .append(".\n");
    job.partitionSet()
        .ifPresent(
            set -> doc.append("\nEach run is for one partition of `").append(set).append("`.\n"));
    if (!job.tags().isEmpty()) {
      doc.append("\nTags: ")
          .append(
              job.tags().entrySet().stream()
                  .map(tag -> "`" + tag.getKey() + "=" + tag.getValue() + "`")
                  .collect(Collectors.joining(", ")))
          .append(".\n");
    }
    // Airflow takes a text that ends in .md for a file's name.
    return doc.toString();
  }
}
