package dev.regauge.catalog.iceberg;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.Map;
import java.util.Optional;

/**
 * Where the tables of a plan lie, with what only the environment knows: looked up in the same
 * values as the settings of the catalogs.
 */
final class TableLocations {

  private static final String LOCATION = "location";

  private final ExecutionPlan plan;
  private final CatalogValues values;
  private final TableFindings findings;

  TableLocations(ExecutionPlan plan, CatalogValues values, TableFindings findings) {
    this.plan = plan;
    this.values = values;
    this.findings = findings;
  }

  /** Returns the table with its place; without one, and a finding, when nobody knows the place. */
  DeclaredTable placed(DeclaredTable declared) {
    TablePlan table = plan.tables().get(declared.name());
    Optional<Value> written = table == null ? Optional.empty() : table.location();
    return written.isEmpty() ? declared : declared.at(place(declared.name(), written.get()));
  }

  private Optional<String> place(String table, Value location) {
    return switch (location) {
      case Value.Text _, Value.EnvironmentRef _, Value.ServiceRef _ -> lookup(table, location);
      case Value.SecretRef _ -> unusable(table, "a secret, which the table's metadata would show");
      case Value.Number _, Value.Bool _, Value.Sequence _, Value.Mapping _ ->
          unusable(table, "no text");
      case Value.Nothing _ -> Optional.empty();
    };
  }

  private Optional<String> lookup(String table, Value location) {
    try {
      String place = values.texts(Map.of(LOCATION, location)).getOrDefault(LOCATION, "");
      return place.isEmpty() ? unusable(table, "an empty text") : Optional.of(place);
    } catch (CatalogValues.Missing e) {
      return unusable(table, String.valueOf(e.getMessage()) + ", which is not set");
    }
  }

  private Optional<String> unusable(String table, String why) {
    findings.unknownLocation(table, why);
    return Optional.empty();
  }
}
