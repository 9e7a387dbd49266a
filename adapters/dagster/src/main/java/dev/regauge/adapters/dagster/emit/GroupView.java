package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.Asset;
import dev.regauge.adapters.dagster.model.CodeLocation;
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
    PyCode product, PyCode group, PyCode packageName, PyCode imports, List<AssetView> assets) {

  static final Template<GroupView> TEMPLATE =
      new Template<>("templates/dagster/assets.py.peb", GroupView.class);

  static GroupView of(CodeLocation location, CodeLocation.AssetGroup group) {
    TreeSet<String> constants = new TreeSet<>();
    group.assets().forEach(asset -> asset.partitions().ifPresent(constants::add));
    List<String> names = new ArrayList<>(constants);
    names.add("StepEvent");
    names.add("run_step");
    return new GroupView(
        PyText.comment(location.product()),
        PyText.comment(group.name()),
        PyExpr.name(location.packageName()).code(),
        Imports.of("from " + location.packageName() + ".common import ", names),
        group.assets().stream().map(AssetView::of).toList());
  }

  /** One asset; each part is laid out for its place in the template. */
  public record AssetView(
      PyCode opName,
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
      boolean hasChecks,
      List<CheckView> checks,
      boolean hasEnd,
      PyCode endKey,
      PyCode endDeps,
      boolean hasOpTags,
      PyCode opTags,
      boolean hasPool,
      PyCode pool,
      PyCode function,
      PyCode call) {

    private static final String PART = " ".repeat(12);

    static AssetView of(Asset asset) {
      return new AssetView(
          PyLiteral.of(asset.opName()).code(),
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
          !asset.checks().isEmpty(),
          asset.checks().stream().map(check -> CheckView.of(asset, check)).toList(),
          asset.endPath().isPresent(),
          Py.assetKey(asset.endPath().orElse(asset.path())).after(PART),
          PyExpr.list(List.of(Py.assetKey(asset.path()))).after(PART + "deps="),
          asset.priority() != 0 || !asset.pod().isEmpty(),
          PyLiteral.of(opTags(asset)).after("    op_tags="),
          asset.pool().isPresent(),
          PyLiteral.of(asset.pool()).code(),
          new PyIdentifier(asset.function()).code(),
          call(asset).after("    yield from "));
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

    /** As dagster-k8s reads them; what is empty is left to the deployment. */
    private static SortedMap<String, Object> opTags(Asset asset) {
      SortedMap<String, Object> tags = new TreeMap<>();
      if (asset.priority() != 0) {
        tags.put("dagster/priority", Integer.toString(asset.priority()));
      }
      if (!asset.pod().isEmpty()) {
        SortedMap<String, Object> config = new TreeMap<>();
        putUnlessEmpty(config, "container_config", wrapped("resources", resources(asset.pod())));
        SortedMap<String, Object> spec = new TreeMap<>();
        putUnlessEmpty(spec, "node_selector", asset.pod().nodeSelector());
        if (!asset.pod().tolerations().isEmpty()) {
          spec.put("tolerations", asset.pod().tolerations());
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

    private static PyExpr call(Asset asset) {
      List<PyExpr> arguments = new ArrayList<>();
      arguments.add(PyExpr.name("context"));
      arguments.add(PyLiteral.of(asset.key()));
      arguments.add(PyExpr.keyword("job", PyLiteral.of(asset.job())));
      arguments.add(PyExpr.keyword("retry_waits", PyLiteral.of(asset.retryWaits())));
      asset
          .following()
          .ifPresent(
              following -> {
                arguments.add(PyExpr.keyword("after", PyLiteral.of(following.after())));
                arguments.add(PyExpr.keyword("upstream", PyLiteral.of(following.upstream())));
              });
      return PyExpr.call("run_step", arguments);
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
