package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyText;

/** View of {@code packs.py}. */
public record PacksView(PyCode product, PyCode packageName, PyCode stepModule) {
  static final String MODULE = "packs";

  static final Template<PacksView> TEMPLATE =
      new Template<>("templates/dagster/packs.py.peb", PacksView.class);

  static PacksView of(CodeLocation location) {
    return new PacksView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code());
  }
}
