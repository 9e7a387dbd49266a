package org.example.prefect;

import dev.regauge.adapters.spi.BundleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.example.prefect.model.JobFlow;
import org.example.prefect.model.MaterializingTask;
import org.example.prefect.model.PrefectProduct;

/** Changes of what the adapter decides and writes, of which mutants are made. */
final class Mistakes {
  private Mistakes() {}

  static UnaryOperator<PrefectProduct> inTasks(UnaryOperator<MaterializingTask> mistake) {
    return product ->
        with(product, product.tasks().stream().map(mistake).toList(), product.flows());
  }

  static UnaryOperator<PrefectProduct> inFlows(UnaryOperator<JobFlow> mistake) {
    return product ->
        with(product, product.tasks(), product.flows().stream().map(mistake).toList());
  }

  static PrefectProduct with(
      PrefectProduct product, List<MaterializingTask> tasks, List<JobFlow> flows) {
    return new PrefectProduct(
        product.name(),
        product.identifier(),
        product.scope(),
        product.packageName(),
        product.version(),
        product.description(),
        product.owner(),
        tasks,
        flows,
        product.limits(),
        product.poolOfLimit(),
        product.hasEnvironments(),
        product.tags());
  }

  static MaterializingTask withWaits(MaterializingTask task, List<Double> waits) {
    return task(task, task.upstream(), waits, task.limit());
  }

  static MaterializingTask withoutUpstream(MaterializingTask task) {
    return task(task, List.of(), task.retryWaits(), task.limit());
  }

  static MaterializingTask withoutLimit(MaterializingTask task) {
    return task(task, task.upstream(), task.retryWaits(), Optional.empty());
  }

  private static MaterializingTask task(
      MaterializingTask task, List<String> upstream, List<Double> waits, Optional<String> limit) {
    return new MaterializingTask(
        task.key(),
        task.identifier(),
        task.function(),
        task.uri(),
        task.name(),
        task.description(),
        task.owners(),
        upstream,
        task.tags(),
        task.metadata(),
        waits,
        waits,
        limit,
        task.slots());
  }

  static JobFlow withSteps(JobFlow flow, UnaryOperator<JobFlow.Step> mistake) {
    return flow(flow, flow.steps().stream().map(mistake).toList(), flow.crons(), flow.params());
  }

  static JobFlow withCrons(JobFlow flow, List<JobFlow.CronLine> crons) {
    return flow(flow, flow.steps(), crons, flow.params());
  }

  static JobFlow withoutParams(JobFlow flow) {
    return flow(flow, flow.steps(), flow.crons(), List.of());
  }

  private static JobFlow flow(
      JobFlow flow,
      List<JobFlow.Step> steps,
      List<JobFlow.CronLine> crons,
      List<JobFlow.Param> params) {
    return new JobFlow(
        flow.job(),
        flow.function(),
        flow.flowName(),
        flow.isPartitioned(),
        steps,
        crons,
        params,
        flow.runLimit(),
        flow.isSkipped(),
        flow.maxConcurrent(),
        flow.tags());
  }

  /** A list without its last element. */
  static <T> List<T> shorter(List<T> list) {
    return list.isEmpty() ? list : list.subList(0, list.size() - 1);
  }

  /** The text of the files whose path ends so is another; one of them must change. */
  static UnaryOperator<List<BundleFile>> inText(String ending, UnaryOperator<String> mistake) {
    return files ->
        files.stream()
            .map(
                file ->
                    file.path().value().endsWith(ending)
                        ? BundleFile.text(
                            file.path().value(),
                            mistake.apply(file.content().asText()),
                            file.origins())
                        : file)
            .toList();
  }

  static UnaryOperator<List<BundleFile>> withFile(String path, String text) {
    return files -> {
      List<BundleFile> more = new ArrayList<>(files);
      more.add(BundleFile.text(path, text));
      return more;
    };
  }

  static UnaryOperator<List<BundleFile>> withoutFile(String path) {
    return files -> files.stream().filter(file -> !file.path().value().equals(path)).toList();
  }
}
