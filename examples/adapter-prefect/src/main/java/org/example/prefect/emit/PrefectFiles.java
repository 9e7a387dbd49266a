package org.example.prefect.emit;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import dev.regauge.templates.TemplateSource;
import dev.regauge.templates.shim.StepShim;
import java.util.ArrayList;
import java.util.List;
import org.example.prefect.model.PrefectProduct;

/** The files of a bundle that are Prefect's; the product home's are Regauge's own. */
public final class PrefectFiles {
  private static final String LOCK = "templates/prefect/locks/prefect.txt";

  private final Renderer renderer = Renderer.standard();

  /** Returns them. */
  public List<BundleFile> of(PrefectProduct product) {
    String folder = "src/" + product.packageName() + "/";
    PackageView names = PackageView.of(product);
    ReadmeView readme = ReadmeView.of(product);
    List<String> assets =
        product.tasks().stream().map(task -> "assets[" + task.key() + "]").toList();
    List<String> jobs = product.flows().stream().map(flow -> "jobs[" + flow.job() + "]").toList();
    List<BundleFile> files = new ArrayList<>();
    files.add(text(folder + "assets.py", AssetsView.TEMPLATE, AssetsView.of(product), assets));
    files.add(text(folder + "jobs.py", JobsView.TEMPLATE, JobsView.of(product), jobs));
    files.add(text(folder + "serve.py", ServeView.TEMPLATE, ServeView.of(product), jobs));
    files.add(text(folder + "runs.py", PackageView.RUNS, names, List.of()));
    files.add(text(folder + "limits.py", PackageView.LIMITS, names, pools(product)));
    files.add(
        text(
            folder + product.scope() + "_step.py",
            StepShim.TEMPLATE,
            StepShim.of(product.name(), product.scope(), false, false).hiding(List.of("PREFECT_")),
            List.of()));
    files.add(BundleFile.text(folder + "__init__.py", ""));
    files.add(text("README.md", ReadmeView.README, readme, List.of()));
    files.add(text("Dockerfile", ReadmeView.DOCKERFILE, readme, List.of()));
    files.add(text("pyproject.toml", ReadmeView.PYPROJECT, readme, List.of()));
    files.add(
        BundleFile.text("locks/prefect.txt", TemplateSource.resource(PrefectFiles.class, LOCK)));
    return List.copyOf(files);
  }

  private static List<String> pools(PrefectProduct product) {
    return product.poolOfLimit().values().stream().map(pool -> "pools[" + pool + "]").toList();
  }

  private <V extends Record> BundleFile text(
      String path, Template<V> template, V view, List<String> origins) {
    return BundleFile.text(path, renderer.render(template, view), origins);
  }
}
