package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.adapters.airflow.model.Dag;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import dev.regauge.templates.TemplateSource;
import dev.regauge.templates.literal.JsonText;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyText;
import dev.regauge.templates.runtime.RuntimePackage;
import dev.regauge.templates.shim.StepShim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a bundle that are Airflow's own. */
public final class AirflowFiles {
  private static final Renderer RENDERER = Renderer.standard();

  private AirflowFiles() {}

  /** Returns them, each with what it was made from. */
  public static List<BundleFile> of(AirflowProduct product) {
    List<BundleFile> files = new ArrayList<>();
    for (Dag dag : product.dags()) {
      files.add(BundleFile.text("dags/" + dag.id() + ".py", dagText(product, dag), origins(dag)));
    }
    product
        .poller()
        .ifPresent(
            poller ->
                files.add(
                    BundleFile.text(
                        "dags/" + poller.id() + ".py",
                        RENDERER.render(TriggersView.TEMPLATE, TriggersView.of(product, poller)),
                        poller.origins())));
    product
        .watcher()
        .ifPresent(
            watcher ->
                files.add(
                    BundleFile.text(
                        "dags/" + watcher.id() + ".py",
                        RENDERER.render(WatcherView.TEMPLATE, WatcherView.of(product, watcher)),
                        watcher.origins())));
    ModuleView module =
        new ModuleView(
            PyText.comment(product.name()),
            PyExpr.name(product.scope()).code(),
            PyExpr.name(product.homeVariable()).code(),
            product.hasDeadlines(),
            product.tellsOfRuns(),
            product.tellsOfPauses(),
            product.notesGoodRuns(),
            product.catchesUp(),
            product.asksForKeys(),
            product.catchesUp() || product.asksForKeys(),
            saysHowRunsEnd(product),
            product.hasPods(),
            product.dialect().listsPartitions(),
            product.dialect().addsPartitions(),
            product.hasPacks());
    String plugin = "plugins/" + product.scope();
    add(files, plugin + "_task.py", ModuleView.TASK, module);
    add(
        files,
        plugin + "_step.py",
        StepShim.TEMPLATE,
        StepShim.of(product.name(), product.scope(), saysHowRunsEnd(product), product.hasPacks())
            .saying(product.isTraced() ? "airflow" : ""));
    if (product.hasRetries()) {
      add(files, plugin + "_retry.py", ModuleView.retry(product.dialect()), module);
    }
    if (product.hasTimetable()) {
      add(files, plugin + "_timetable.py", ModuleView.TIMETABLE, module);
      String wallTimes = product.scope() + "_wall_times";
      files.add(
          BundleFile.text(plugin + "_partitions.py", RuntimePackage.partitionAlgebra(wallTimes)));
      files.add(BundleFile.text(plugin + "_wall_times.py", RuntimePackage.wallTimes()));
    }
    files.add(BundleFile.text("pools.json", pools(product)));
    add(files, "set_pools.py", ModuleView.POOLS, module);
    add(files, "tests/test_dags.py", ModuleView.TESTS, module);
    TextView text = TextView.of(product);
    add(files, "Dockerfile", TextView.DOCKERFILE, text);
    add(files, "pyproject.toml", TextView.PYPROJECT, text);
    add(files, "airflow.env", TextView.SETTINGS, text);
    add(files, "README.md", TextView.Readme.TEMPLATE, ReadmeLayout.view(product));
    files.add(
        BundleFile.text(
            "locks/airflow.txt",
            TemplateSource.resource(AirflowFiles.class, product.dialect().lock())));
    return List.copyOf(files);
  }

  private static boolean saysHowRunsEnd(AirflowProduct product) {
    return product.tellsOfRuns() || product.notesGoodRuns();
  }

  private static String dagText(AirflowProduct product, Dag dag) {
    DagView view = new DagLayout(product, dag).view();
    return RENDERER.render(DagView.TEMPLATE, view);
  }

  private static List<String> origins(Dag dag) {
    List<String> origins = new ArrayList<>(List.of("jobs[" + dag.job() + "]"));
    dag.tasks().stream()
        .flatMap(task -> task.outlets().stream())
        .forEach(key -> origins.add("assets[" + key + "]"));
    return origins;
  }

  /** As {@code airflow pools import} reads it. */
  private static String pools(AirflowProduct product) {
    if (product.pools().isEmpty()) {
      return "{}\n";
    }
    return product.pools().stream()
        .sorted(Comparator.comparing(AirflowProduct.Pool::engineName))
        .map(
            pool ->
                "  "
                    + JsonText.of(pool.engineName()).text()
                    + ": {\"slots\": "
                    + pool.slots()
                    + ", \"description\": "
                    + JsonText.of(pool.description()).text()
                    + ", \"include_deferred\": false}")
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static <V extends Record> void add(
      List<BundleFile> files, String path, Template<V> template, V view) {
    files.add(BundleFile.text(path, RENDERER.render(template, view)));
  }
}
