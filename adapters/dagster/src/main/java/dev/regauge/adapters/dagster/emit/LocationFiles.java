package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.Asset;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import dev.regauge.templates.TemplateSource;
import dev.regauge.templates.runtime.RuntimePackage;
import dev.regauge.templates.shim.StepShim;
import java.util.ArrayList;
import java.util.List;

/** The files of a code location. */
public final class LocationFiles {
  private final Renderer renderer = Renderer.standard();

  /** Returns every file of the bundle that is Dagster's own. */
  public List<BundleFile> of(CodeLocation location) {
    String folder = "src/" + location.packageName() + "/";
    InstanceView instance = InstanceView.of(location);
    PackageView names = PackageView.of(location);
    List<BundleFile> files = new ArrayList<>();
    for (CodeLocation.AssetGroup group : location.groups()) {
      List<String> origins =
          group.assets().stream().map(Asset::key).map(key -> "assets[" + key + "]").toList();
      String text = renderer.render(GroupView.TEMPLATE, GroupView.of(location, group));
      files.add(BundleFile.text(folder + group.module() + ".py", text, origins));
    }
    List<String> jobs = location.jobs().stream().map(job -> "jobs[" + job.name() + "]").toList();
    files.add(
        BundleFile.text(
            folder + "jobs.py", renderer.render(JobsView.TEMPLATE, JobsView.of(location)), jobs));
    location
        .watcher()
        .ifPresent(
            watcher ->
                files.add(
                    BundleFile.text(
                        folder + WatcherView.MODULE + ".py",
                        renderer.render(WatcherView.TEMPLATE, WatcherView.of(location, watcher)),
                        watcher.origins())));
    location
        .keyKeeper()
        .ifPresent(
            keeper ->
                files.add(
                    BundleFile.text(
                        folder + KeysView.MODULE + ".py",
                        renderer.render(KeysView.TEMPLATE, KeysView.of(location, keeper)),
                        keeper.origins())));
    location
        .alerts()
        .ifPresent(
            alerts ->
                files.add(
                    BundleFile.text(
                        folder + AlertsView.MODULE + ".py",
                        renderer.render(AlertsView.TEMPLATE, AlertsView.of(location, alerts)),
                        alerts.origins())));
    if (location.hasPacks()) {
      add(files, folder + PacksView.MODULE + ".py", PacksView.TEMPLATE, PacksView.of(location));
    }
    add(files, folder + "common.py", CommonView.TEMPLATE, CommonView.of(location));
    add(files, folder + "definitions.py", DefinitionsView.TEMPLATE, DefinitionsView.of(location));
    add(files, folder + "set_pools.py", PackageView.SET_POOLS, names);
    add(
        files,
        folder + location.stepModule() + ".py",
        StepShim.TEMPLATE,
        StepShim.of(
                location.product(),
                location.name(),
                location.alerts().isPresent(),
                location.hasPacks())
            .saying(location.isTraced() ? "dagster" : ""));
    files.add(
        BundleFile.text(
            folder + location.partitionsModule() + ".py",
            RuntimePackage.partitionAlgebra(
                location.packageName() + "." + location.wallTimesModule())));
    files.add(
        BundleFile.text(folder + location.wallTimesModule() + ".py", RuntimePackage.wallTimes()));
    files.add(BundleFile.text(folder + "__init__.py", ""));
    add(files, "tests/test_definitions.py", PackageView.TEST_DEFINITIONS, names);
    add(files, "Dockerfile", InstanceView.DOCKERFILE, instance);
    add(files, "dagster.yaml", InstanceView.DAGSTER_YAML, instance);
    add(files, "workspace.yaml", InstanceView.WORKSPACE_YAML, instance);
    add(files, "pyproject.toml", InstanceView.PYPROJECT, instance);
    add(files, "pools.json", InstanceView.POOLS, instance);
    add(files, "README.md", ReadmeView.TEMPLATE, ReadmeView.of(location));
    files.add(
        BundleFile.text(
            "locks/dagster.txt",
            TemplateSource.resource(
                LocationFiles.class,
                "templates/dagster/locks/" + location.versions().from() + "/dagster.txt")));
    return List.copyOf(files);
  }

  private <V extends Record> void add(
      List<BundleFile> files, String path, Template<V> template, V view) {
    files.add(BundleFile.text(path, renderer.render(template, view)));
  }
}
