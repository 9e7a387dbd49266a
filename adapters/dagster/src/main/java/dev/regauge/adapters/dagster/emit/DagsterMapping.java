package dev.regauge.adapters.dagster.emit;

import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping as Dagster defines it, for its graph and its backfills; what is read is the step's. */
final class DagsterMapping {

  private DagsterMapping() {}

  /**
   * Returns the definition.
   *
   * @param isAcross whether both sides have several dimensions
   */
  static PyExpr of(KeyMapping mapping, boolean isAcross) {
    return switch (mapping) {
      case KeyMapping.Identity _ -> PyExpr.call("dg.IdentityPartitionMapping", List.of());
      case KeyMapping.All _ -> PyExpr.call("dg.AllPartitionMapping", List.of());
      case KeyMapping.Last _ -> PyExpr.call("dg.LastPartitionMapping", List.of());
      case KeyMapping.Overlap window -> window(window);
      case KeyMapping.Fixed fixed ->
          PyExpr.call(
              "dg.StaticPartitionMapping", List.of(PyLiteral.of(fixed.downstreamOfUpstream())));
      case KeyMapping.Dimensions dimensions ->
          isAcross ? across(dimensions) : toOne(dimensions.mappings().firstKey(), dimensions);
    };
  }

  private static PyExpr window(KeyMapping.Overlap window) {
    List<PyExpr> arguments = new ArrayList<>();
    if (window.start() != 0) {
      arguments.add(PyExpr.keyword("start_offset", PyLiteral.of(window.start())));
    }
    if (window.end() != 0) {
      arguments.add(PyExpr.keyword("end_offset", PyLiteral.of(window.end())));
    }
    // What lies before the first partition is not awaited.
    arguments.add(PyExpr.keyword("allow_nonexistent_upstream_partitions", PyLiteral.of(true)));
    return PyExpr.call("dg.TimeWindowPartitionMapping", arguments);
  }

  private static PyExpr across(KeyMapping.Dimensions dimensions) {
    Map<String, Object> each = new LinkedHashMap<>();
    dimensions
        .mappings()
        .forEach(
            (name, inner) ->
                each.put(
                    name,
                    PyExpr.call(
                        "dg.DimensionPartitionMapping",
                        List.of(PyLiteral.of(name), of(inner, false)))));
    return PyExpr.call("dg.MultiPartitionMapping", List.of(PyLiteral.of(each)));
  }

  /** Dagster takes no mapping of the one dimension: the same key, or the windows that overlap. */
  private static PyExpr toOne(String name, KeyMapping.Dimensions dimensions) {
    KeyMapping inner = dimensions.mappings().get(name);
    boolean isDagsters =
        inner instanceof KeyMapping.Identity || new KeyMapping.Overlap(0, 0).equals(inner);
    return isDagsters
        ? PyExpr.call(
            "dg.MultiToSingleDimensionPartitionMapping",
            List.of(PyExpr.keyword("partition_dimension_name", PyLiteral.of(name))))
        : PyExpr.call("dg.AllPartitionMapping", List.of());
  }
}
