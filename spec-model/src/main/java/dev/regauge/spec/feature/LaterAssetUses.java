package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.AssetSpec.ErrorsSpec;
import dev.regauge.spec.model.BackfillSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.CheckSpec.ScopeSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what an asset asks for and the plan does not have: no target carries it out yet. A value
 * that equals its default asks for nothing.
 */
final class LaterAssetUses {

  private final SpecGraph graph;
  private final ProductSpec product;
  private final FoundUses found;

  LaterAssetUses(SpecGraph graph, FoundUses found) {
    this.graph = graph;
    this.product = graph.product();
    this.found = found;
  }

  void scan() {
    for (AssetNode node : graph.writtenAssets()) {
      scanAsset(node.spec(), "assets[" + node.key() + "]", node.path());
    }
    for (JobNode job : graph.jobs()) {
      String address = "jobs[" + job.name() + "]";
      job.spec()
          .flatMap(JobSpec::setup)
          .ifPresent(run -> scanRun(run, address + ".setup", job.path().field("setup")));
      job.spec()
          .flatMap(JobSpec::teardown)
          .ifPresent(run -> scanRun(run, address + ".teardown", job.path().field("teardown")));
    }
  }

  private void scanAsset(AssetSpec asset, String address, SpecPath path) {
    scanRun(asset.run(), address + ".run", path.field("run"));
    scanOrder(asset, address, path);
    scanErrors(asset, address, path);
    scanPlatform(asset, address, path);
    List<CheckSpec> checks = asset.checks();
    for (int i = 0; i < checks.size(); i++) {
      CheckSpec check = checks.get(i);
      String name = check.name().orElseGet(check.test()::kind);
      scanCheck(check, address + ".checks[" + name + "]", path.field("checks").at(i));
    }
  }

  private void scanRun(RunSpec run, String address, SpecPath path) {
    Optional<Feature> feature =
        switch (run) {
          case RunSpec.Python python -> {
            if (!python.packages().isEmpty()) {
              one(Feature.RUN_PACKAGES, address + ".python", path.field("python"), "packages");
            }
            yield Optional.empty();
          }
          case RunSpec.Sql _, RunSpec.Command _, RunSpec.Noop _ -> Optional.empty();
          case RunSpec.Container _ -> Optional.of(Feature.CONTAINER_RUN);
          case RunSpec.Dbt dbt -> {
            found.addSecrets(dbt.vars(), address + ".dbt.vars", path.field("dbt").field("vars"));
            yield Optional.of(Feature.DBT_RUN);
          }
          case RunSpec.Spark spark -> {
            SpecPath at = path.field("spark");
            found.addSecrets(spark.conf(), address + ".spark.conf", at.field("conf"));
            if (!spark.packages().isEmpty()) {
              one(Feature.RUN_PACKAGES, address + ".spark", at, "packages");
            }
            yield Optional.of(Feature.SPARK_RUN);
          }
          case RunSpec.Dlt dlt -> {
            found.addSecrets(dlt.args(), address + ".dlt.args", path.field("dlt").field("args"));
            yield Optional.of(Feature.DLT_RUN);
          }
          case RunSpec.Airbyte airbyte -> {
            secret(airbyte.apiToken(), address + ".airbyte", path.field("airbyte"), "apiToken");
            yield Optional.of(Feature.AIRBYTE_RUN);
          }
          case RunSpec.Connector connector -> {
            SpecPath config = path.field("connector").field("config");
            found.addSecrets(connector.config(), address + ".connector.config", config);
            yield Optional.of(Feature.CONNECTOR_RUN);
          }
          case RunSpec.Export export -> {
            secret(export.secret(), address + ".export", path.field("export"), "secret");
            SpecPath config = path.field("export").field("config");
            found.addSecrets(export.config(), address + ".export.config", config);
            yield Optional.of(Feature.EXPORT_RUN);
          }
          case RunSpec.Semantic _ -> Optional.of(Feature.SEMANTIC_RUN);
          case RunSpec.Maintain _ -> Optional.of(Feature.MAINTAIN_RUN);
        };
    feature.ifPresent(
        later ->
            found.add(
                later,
                address + "." + run.kind(),
                path.field(run.kind()),
                UsedValues.none().with("kind", run.kind())));
  }

  private void secret(Optional<Value> value, String address, SpecPath path, String field) {
    value.ifPresent(present -> found.addSecrets(Map.of(field, present), address, path));
  }

  private void scanOrder(AssetSpec asset, String address, SpecPath path) {
    if (asset.freshness().isPresent()) {
      one(Feature.FRESHNESS, address, path, "freshness");
    }
    if (!asset.timezone().equals(product.defaults().timezone())) {
      one(Feature.ASSET_TIMEZONE, address, path, "timezone");
    }
  }

  private void scanErrors(AssetSpec asset, String address, SpecPath path) {
    String at = address + ".errors";
    SpecPath errors = path.field("errors");
    if (!asset.errors().flatMap(ErrorsSpec::onPartial).orElse("fail").equals("fail")) {
      one(Feature.PARTIAL_RESULT, at, errors, "onPartial");
    }
    if (asset.errors().filter(spec -> !spec.map().isEmpty()).isPresent()) {
      one(Feature.ERROR_RULES, at, errors, "map");
    }
  }

  private void scanPlatform(AssetSpec asset, String address, SpecPath path) {
    Optional<BackfillSpec> backfill = asset.backfill();
    if (!backfill.equals(product.defaults().backfill())
        && backfill.filter(spec -> !ProductUses.isUsual(spec)).isPresent()) {
      found.add(
          Feature.BACKFILL_ORDER,
          address + ".backfill",
          path.field("backfill"),
          ProductUses.valuesOf(backfill.orElseThrow()));
    }
    if (asset.atomicOutputs().orElse(false)) {
      one(Feature.ATOMIC_OUTPUTS, address, path, "atomicOutputs");
    }
    names(asset.requires(), address, path, "requires");
    names(asset.optional(), address, path, "optional");
    asset
        .capabilities()
        .forEach(
            (type, provider) ->
                capability(
                    type + ":" + provider,
                    address + ".capabilities[" + type + "]",
                    path.field("capabilities").entry(type)));
  }

  private void names(List<String> wanted, String address, SpecPath path, String field) {
    for (int i = 0; i < wanted.size(); i++) {
      capability(
          wanted.get(i),
          address + "." + field + "[" + wanted.get(i) + "]",
          path.field(field).at(i));
    }
  }

  private void capability(String wanted, String address, SpecPath path) {
    if (!ProductUses.isThereAnyway(wanted)) {
      int colon = wanted.indexOf(':');
      String type = colon < 0 ? wanted : wanted.substring(0, colon);
      String provider = colon < 0 ? "" : wanted.substring(colon + 1);
      found.add(
          Feature.CAPABILITY,
          address,
          path,
          UsedValues.none().with("type", type).with("provider", provider));
    }
  }

  private void scanCheck(CheckSpec check, String address, SpecPath path) {
    CheckSpec.TestSpec test = check.test();
    UsedValues kind = UsedValues.none().with("kind", test.kind());
    switch (test) {
      case CheckSpec.NotNull _,
          CheckSpec.Unique _,
          CheckSpec.RowCount _,
          CheckSpec.Range _,
          CheckSpec.AcceptedValues _,
          CheckSpec.Sql _,
          CheckSpec.Python _ -> {}
      case CheckSpec.Pattern _,
          CheckSpec.Freshness _,
          CheckSpec.Relationships _,
          CheckSpec.Schema _,
          CheckSpec.Expression _,
          CheckSpec.RowCountParity _,
          CheckSpec.AggregateParity _,
          CheckSpec.KeyParity _,
          CheckSpec.ChecksumParity _ -> {
        String feature = test.kind().toUpperCase(Locale.ROOT) + "_CHECK";
        found.add(
            Feature.valueOf(feature), address + "." + test.kind(), path.field(test.kind()), kind);
      }
    }
    if (check.dimension().filter(said -> !said.equals(test.dimension())).isPresent()) {
      found.add(Feature.CHECK_DIMENSION, address + ".dimension", path.field("dimension"), kind);
    }
    if (check.weight().isPresent()) {
      found.add(Feature.CHECK_WEIGHT, address + ".weight", path.field("weight"), kind);
    }
    check
        .scope()
        .filter(LaterAssetUses::isSpecial)
        .ifPresent(
            _ -> found.add(Feature.CHECK_SCOPE, address + ".scope", path.field("scope"), kind));
  }

  private static boolean isSpecial(ScopeSpec scope) {
    return scope.column().isPresent()
        || scope.rollingWindowDays().orElse(ScopeSpec.LAST_DAYS) != ScopeSpec.LAST_DAYS
        || scope.fullTable().orElse(false);
  }

  private void one(Feature feature, String address, SpecPath path, String field) {
    found.add(feature, address + "." + field, path.field(field));
  }
}
