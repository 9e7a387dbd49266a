package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AlertSpec;
import dev.regauge.spec.model.HookSpec;
import dev.regauge.spec.model.ObservabilitySpec;
import dev.regauge.spec.model.ObservabilitySpec.LineageSpec;
import dev.regauge.spec.model.ObservabilitySpec.TelemetrySpec;
import dev.regauge.spec.model.PortSpec;
import dev.regauge.spec.model.PortSpec.AccessSpec;
import dev.regauge.spec.model.PortSpec.ContractSpec;
import dev.regauge.spec.model.PortSpec.GrantSpec;
import dev.regauge.spec.model.ProductSpec.MetadataSpec;
import dev.regauge.spec.model.QualityGateSpec;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;
import java.util.Optional;

/** The defaults of what a product has to do with others: sensors, hooks, alerts, ports, gates. */
final class OutsideDefaults {

  private static final List<String> FACETS =
      List.of(
          "schema",
          "columnLineage",
          "dataQualityAssertions",
          "errorMessage",
          "ingestionError",
          "parent",
          "sql",
          "ownership");

  /** Whom everything belongs to that names nobody. */
  static final SpecPath OWNER = SpecPath.of("metadata", "owner");

  private final MetadataSpec metadata;
  private final boolean isMesh;
  private final Inheritance inherited;

  OutsideDefaults(MetadataSpec metadata, String mode, Inheritance inherited) {
    this.metadata = metadata;
    this.isMesh = mode.equals("mesh");
    this.inherited = inherited;
  }

  static SensorSpec sensor(SensorSpec spec) {
    SensorSpec.SourceSpec source =
        spec.source() instanceof SensorSpec.File file
            ? new SensorSpec.File(file.path(), or(file.pattern(), "*"))
            : spec.source();
    return new SensorSpec(
        spec.name(), spec.adds(), or(spec.every(), "PT60S"), or(spec.enabled(), true), source);
  }

  static HookSpec hook(HookSpec spec) {
    return new HookSpec(
        spec.name(),
        spec.events(),
        spec.assets(),
        spec.tags(),
        or(spec.priority(), 100),
        or(spec.failurePolicy(), "log"),
        or(spec.timeout(), "PT5S"),
        spec.action());
  }

  AlertSpec alert(String name, AlertSpec spec) {
    SpecPath at = SpecPath.of("alerts").entry(name);
    return new AlertSpec(
        spec.events().isEmpty() ? List.of("run.failed") : spec.events(),
        spec.select().isEmpty() ? List.of("*") : spec.select(),
        inherited.or(spec.owner(), at, "owner", metadata.owner(), OWNER),
        spec.action());
  }

  /** What a tier asks for: coverage, tests, score. */
  private record Tier(double coverage, List<String> tests, double score) {}

  static QualityGateSpec gate(QualityGateSpec spec) {
    String name = spec.tier().orElse("bronze");
    Tier tier =
        switch (name) {
          case "gold" ->
              new Tier(100, List.of("not_null", "unique", "accepted_values", "relationships"), 90);
          case "silver" -> new Tier(80, List.of("not_null", "unique"), 75);
          default -> new Tier(0, List.of(), 0);
        };
    return new QualityGateSpec(
        Optional.of(name),
        or(spec.minTestCoverage(), tier.coverage()),
        or(spec.requiredTests(), tier.tests()),
        or(spec.minScore(), tier.score()),
        spec.warnScore(),
        or(spec.action(), "block"));
  }

  static PortSpec port(PortSpec spec) {
    return new PortSpec(
        spec.name(),
        spec.table(),
        spec.contract()
            .map(
                contract ->
                    new ContractSpec(
                        contract.version(), or(contract.status(), "active"), contract.sla())),
        Optional.of(
            new AccessSpec(
                or(spec.access().flatMap(AccessSpec::byDefault), "deny"),
                spec.access().map(AccessSpec::grants).orElse(List.of()).stream()
                    .map(
                        grant ->
                            new GrantSpec(
                                grant.domain(), grant.product(), or(grant.access(), "read")))
                    .toList())));
  }

  /** What is not written at all stays so: then the manifest decides. */
  ObservabilitySpec observability(ObservabilitySpec spec) {
    return new ObservabilitySpec(
        spec.lineage().map(this::lineage), spec.telemetry().map(OutsideDefaults::telemetry));
  }

  private LineageSpec lineage(LineageSpec spec) {
    String product = metadata.name();
    return new LineageSpec(
        or(spec.enabled(), true),
        or(spec.transport(), transport(spec)),
        spec.endpoint(),
        spec.resource(),
        spec.topic(),
        or(
            spec.namespace(),
            isMesh ? metadata.domain().orElse("default") + "." + product : product),
        spec.producer(),
        or(spec.kafkaHeaders(), true),
        or(spec.columnLineage(), true),
        or(spec.facets(), FACETS));
  }

  private static String transport(LineageSpec spec) {
    if (spec.topic().isPresent()) {
      return "kafka";
    }
    return spec.endpoint().isPresent() ? "http" : "file";
  }

  private static TelemetrySpec telemetry(TelemetrySpec spec) {
    return new TelemetrySpec(
        spec.otlpEndpoint(),
        or(spec.metricsPrefix(), "regauge"),
        spec.pushgateway(),
        or(spec.alerts(), false),
        or(spec.dashboards(), false));
  }
}
