package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.Asset;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyText;

/**
 * View of the modules that need the product's names only: {@code set_pools.py} and the test of the
 * definitions.
 */
public record PackageView(
    PyCode product, PyCode packageName, PyCode stepModule, boolean hasOutside) {

  static final Template<PackageView> SET_POOLS =
      new Template<>("templates/dagster/set_pools.py.peb", PackageView.class);

  static final Template<PackageView> TEST_DEFINITIONS =
      new Template<>("templates/dagster/test_definitions.py.peb", PackageView.class);

  static PackageView of(CodeLocation location) {
    return new PackageView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        location.groups().stream()
            .flatMap(group -> group.assets().stream())
            .flatMap(asset -> asset.deps().stream())
            .anyMatch(Asset.Dependency::isOutside));
  }
}
