package dev.regauge.cli;

import dev.regauge.plugins.api.catalog.TableFinding;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds where in the product's files a table, a column or a catalog is declared. */
final class TablePlaces {

  private record Place(SpecPath path, List<ColumnSpec> columns) {}

  private final SpecGraph graph;
  private final SortedMap<String, Place> places = new TreeMap<>();

  TablePlaces(SpecGraph graph) {
    this.graph = graph;
    List<TableSpec> tables = graph.product().tables();
    for (int i = 0; i < tables.size(); i++) {
      places.put(
          tables.get(i).name(), new Place(SpecPath.of("tables").at(i), tables.get(i).columns()));
    }
    for (AssetNode asset : graph.writtenAssets()) {
      for (AssetNode.Output output : asset.outputs()) {
        places.put(output.table(), new Place(output.path(), output.spec().columns()));
      }
    }
  }

  /** Returns the finding at its place; at the nearest one that is written. */
  Diagnostic located(TableFinding finding) {
    SpecPath path = SpecPath.of("catalogs").entry(finding.name());
    if (finding.owner().equals("tables")) {
      Place place = places.get(finding.name());
      if (place == null) {
        return finding.diagnostic();
      }
      path = finding.column().flatMap(name -> column(place, name)).orElse(place.path());
    }
    SpecPath owner = path;
    Optional<SpecPath> member =
        finding.member().map(owner::field).filter(at -> graph.locator().keyAt(at).isPresent());
    return member
        .map(at -> finding.diagnostic().at(at, graph.locator()))
        .orElseGet(() -> finding.diagnostic().at(owner, graph.locator()));
  }

  private static Optional<SpecPath> column(Place place, String name) {
    for (int i = 0; i < place.columns().size(); i++) {
      if (place.columns().get(i).name().equals(name)) {
        return Optional.of(place.path().field("columns").at(i));
      }
    }
    return Optional.empty();
  }
}
