package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.Asset;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.dagster.model.Step;
import dev.regauge.adapters.spi.PodWords;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyIdentifier;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** View of {@code <group>_assets.py}. */
public record GroupView(
    PyCode product,
    PyCode group,
    PyCode packageName,
    PyCode imports,
    boolean hasPacks,
    List<StepView> steps) {

  static final Template<GroupView> TEMPLATE =
      new Template<>("templates/dagster/assets.py.peb", GroupView.class);

  static GroupView of(CodeLocation location, CodeLocation.AssetGroup group) {
    TreeSet<String> constants = new TreeSet<>();
    group.assets().forEach(asset -> asset.partitions().ifPresent(constants::add));
    List<String> names = new ArrayList<>(constants);
    names.add("StepEvent");
    if (group.steps().stream().anyMatch(step -> step.pack().isEmpty())) {
      names.add("run_step");
    }
    return new GroupView(
        PyText.comment(location.product()),
        PyText.comment(group.name()),
        PyExpr.name(location.packageName()).code(),
        Imports.of("from " + location.packageName() + ".common import ", names),
        group.hasPacks(),
        group.steps().stream().map(StepView::of).toList());
  }

  /** One step: an asset, or a pack of them. */
  public record StepView(
      PyCode opName,
      List<AssetView> assets,
      boolean hasChecks,
      List<CheckView> checks,
      boolean hasOpTags,
      PyCode opTags,
      boolean hasPool,
      PyCode pool,
      PyCode function,
      PyCode call) {

    static StepView of(Step step) {
      List<CheckView> checks =
          step.assets().stream()
              .flatMap(asset -> asset.checks().stream().map(check -> CheckView.of(asset, check)))
              .toList();
      return new StepView(
          PyLiteral.of(step.opName()).code(),
          step.assets().stream().map(AssetView::of).toList(),
          !checks.isEmpty(),
          checks,
          step.priority() != 0 || !step.pod().isEmpty(),
          PyLiteral.of(opTags(step)).after("    op_tags="),
          step.pool().isPresent(),
          PyLiteral.of(step.pool()).code(),
          new PyIdentifier(step.function()).code(),
          call(step).after("    yield from "));
    }

    /** As dagster-k8s reads them; what is empty is left to the deployment. */
    private static SortedMap<String, Object> opTags(Step step) {
      SortedMap<String, Object> tags = new TreeMap<>();
      if (step.priority() != 0) {
        tags.put("dagster/priority", Integer.toString(step.priority()));
      }
      if (!step.pod().isEmpty()) {
        SortedMap<String, Object> config = new TreeMap<>();
        putUnlessEmpty(config, "container_config", wrapped("resources", resources(step.pod())));
        SortedMap<String, Object> spec = new TreeMap<>();
        putUnlessEmpty(spec, "node_selector", step.pod().nodeSelector());
        if (!step.pod().tolerations().isEmpty()) {
          spec.put("tolerations", step.pod().tolerations());
        }
        putUnlessEmpty(config, "pod_spec_config", spec);
        tags.put("dagster-k8s/config", config);
      }
      return tags;
    }

    private static SortedMap<String, Object> resources(PodWords pod) {
      SortedMap<String, Object> resources = new TreeMap<>();
      putUnlessEmpty(resources, "requests", pod.requests());
      putUnlessEmpty(resources, "limits", pod.limits());
      return resources;
    }

    private static SortedMap<String, Object> wrapped(String name, SortedMap<String, Object> map) {
      SortedMap<String, Object> outer = new TreeMap<>();
      putUnlessEmpty(outer, name, map);
      return outer;
    }

    private static void putUnlessEmpty(
        SortedMap<String, Object> into, String name, SortedMap<String, ?> map) {
      if (!map.isEmpty()) {
        into.put(name, map);
      }
    }

    private static PyExpr call(Step step) {
      List<PyExpr> arguments = new ArrayList<>();
      arguments.add(PyExpr.name("context"));
      arguments.add(PyLiteral.of(step.name()));
      arguments.add(PyExpr.keyword("job", PyLiteral.of(step.job())));
      arguments.add(PyExpr.keyword("retry_waits", PyLiteral.of(step.retryWaits())));
      step.following()
          .ifPresent(
              following -> {
                arguments.add(PyExpr.keyword("after", PyLiteral.of(following.after())));
                arguments.add(PyExpr.keyword("upstream", PyLiteral.of(following.upstream())));
              });
      return PyExpr.call(step.pack().isPresent() ? "run_pack" : "run_step", arguments);
    }
  }

  /** One asset; each part is laid out for its place in the template. */
  public record AssetView(
      PyCode key,
      boolean hasDeps,
      PyCode deps,
      boolean isPartitioned,
      PyCode partitions,
      PyCode group,
      boolean hasDescription,
      PyCode description,
      boolean hasOwners,
      PyCode owners,
      boolean hasKinds,
      PyCode kinds,
      boolean hasTags,
      PyCode tags,
      boolean hasMetadata,
      PyCode metadata,
      PyCode codeVersion,
      boolean hasEnd,
      PyCode endKey,
      PyCode endDeps) {

    private static final String PART = " ".repeat(12);

    static AssetView of(Asset asset) {
      return new AssetView(
          Py.assetKey(asset.path()).after(PART),
          !asset.deps().isEmpty(),
          PyExpr.list(asset.deps().stream().map(AssetView::dependency).toList())
              .after(PART + "deps="),
          asset.partitions().isPresent(),
          asset.partitions().map(PyExpr::name).orElse(PyLiteral.of(null)).code(),
          PyLiteral.of(asset.group()).code(),
          asset.description().isPresent(),
          PyLiteral.of(asset.description()).code(),
          !asset.owners().isEmpty(),
          PyLiteral.of(asset.owners()).after(PART + "owners="),
          !asset.kinds().isEmpty(),
          PyLiteral.of(new TreeSet<>(asset.kinds())).after(PART + "kinds="),
          !asset.tags().isEmpty(),
          PyLiteral.of(asset.tags()).after(PART + "tags="),
          !asset.metadata().isEmpty() || !asset.tableColumns().isEmpty(),
          PyLiteral.of(ColumnWords.with(Py.valuesOf(asset.metadata()), asset.tableColumns()))
              .after(PART + "metadata="),
          PyLiteral.of(asset.codeVersion()).code(),
          asset.endPath().isPresent(),
          Py.assetKey(asset.endPath().orElse(asset.path())).after(PART),
          PyExpr.list(List.of(Py.assetKey(asset.path()))).after(PART + "deps="));
    }

    private static PyExpr dependency(Asset.Dependency dependency) {
      PyExpr key = Py.assetKey(dependency.path());
      return dependency
          .mapping()
          .map(
              mapping ->
                  PyExpr.call(
                      "dg.AssetDep",
                      List.of(
                          key,
                          PyExpr.keyword(
                              "partition_mapping",
                              DagsterMapping.of(mapping, dependency.isAcross())))))
          .orElse(key);
    }
  }

  /** One check of an asset. */
  public record CheckView(
      PyCode name,
      PyCode asset,
      boolean isBlocking,
      boolean hasDescription,
      PyCode description,
      PyCode metadata) {

    private static final String PART = " ".repeat(12);

    static CheckView of(Asset asset, Asset.Check check) {
      SortedMap<String, Object> metadata = new TreeMap<>();
      check.tags().forEach((name, value) -> metadata.put("regauge/tag/" + name, value));
      metadata.put("regauge/on_fail", check.onFail());
      metadata.put("regauge/dimension", check.dimension());
      metadata.put("regauge/weight", check.weight());
      return new CheckView(
          PyLiteral.of(check.name()).code(),
          Py.assetKey(asset.path()).after(PART + "asset="),
          check.isBlocking(),
          check.description().isPresent(),
          PyLiteral.of(check.description()).code(),
          PyLiteral.of(metadata).after(PART + "metadata="));
    }
  }
}
