package org.example.prefect.emit;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.List;
import org.example.prefect.model.PrefectProduct;

/** View of the modules that only name the product: {@code runs.py} and {@code limits.py}. */
public record PackageView(PyCode product, PyCode packageName, PyCode stepModule, PyCode limits) {
  static final Template<PackageView> RUNS =
      new Template<>("templates/prefect/runs.py.peb", PackageView.class);
  static final Template<PackageView> LIMITS =
      new Template<>("templates/prefect/limits.py.peb", PackageView.class);

  static PackageView of(PrefectProduct product) {
    List<PyExpr> limits =
        product.limits().entrySet().stream()
            .map(
                limit ->
                    PyLiteral.tuple(
                        List.<Object>of(
                            limit.getKey(),
                            String.valueOf(product.poolOfLimit().get(limit.getKey())),
                            limit.getValue())))
            .toList();
    return new PackageView(
        PyText.comment(product.name()),
        PyExpr.name(product.packageName()).code(),
        PyExpr.name(product.scope() + "_step").code(),
        PyExpr.list(limits).after("LIMITS: list[tuple[str, str, int]] = "));
  }
}
