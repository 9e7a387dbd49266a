package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.dagster.model.Partitions;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** View of {@code partition_keys.py}. */
public record KeysView(
    PyCode product,
    PyCode packageName,
    PyCode stepModule,
    PyCode imports,
    PyCode sets,
    PyCode name,
    PyCode every) {

  static final Template<KeysView> TEMPLATE =
      new Template<>("templates/dagster/partition_keys.py.peb", KeysView.class);

  /** The module's name. */
  static final String MODULE = "partition_keys";

  static KeysView of(CodeLocation location, CodeLocation.KeyKeeper keeper) {
    List<Partitions> dynamic =
        location.partitionSets().stream().filter(Partitions::isDynamic).toList();
    Map<String, Object> sets = new LinkedHashMap<>();
    dynamic.forEach(one -> sets.put(one.set().name(), PyExpr.name(one.constant())));
    return new KeysView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        Imports.of(
            "from " + location.packageName() + ".common import ",
            dynamic.stream().map(Partitions::constant).toList()),
        PyLiteral.of(sets).after("SETS = "),
        PyLiteral.of(keeper.name()).code(),
        PyLiteral.of(keeper.everySeconds()).code());
  }
}
