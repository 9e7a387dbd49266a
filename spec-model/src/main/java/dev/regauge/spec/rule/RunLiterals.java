package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Walks every free text of what an asset runs, asks, tests and writes. */
final class RunLiterals {

  private final BiConsumer<String, SpecPath> visitor;
  private final Literals literals;

  RunLiterals(BiConsumer<String, SpecPath> visitor, Literals literals) {
    this.visitor = visitor;
    this.literals = literals;
  }

  void walk(AssetNode asset) {
    SpecPath path = asset.path();
    run(asset.spec().run(), path.field("run").field(asset.spec().run().kind()));
    asset
        .spec()
        .when()
        .filter(when -> when instanceof AssetSpec.Sql)
        .ifPresent(
            when ->
                text(
                    ((AssetSpec.Sql) when).query(),
                    path.field("when").field("sql").field("query")));
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      CheckSpec check = checks.get(i);
      SpecPath at = path.field("checks").at(i);
      text(check.description(), at.field("description"));
      literals.texts(check.tags(), at.field("tags"));
      test(check.test(), at.field(check.test().kind()));
    }
    for (AssetNode.Output output : asset.outputs()) {
      output(output.spec(), output.path());
    }
  }

  private void run(RunSpec run, SpecPath at) {
    switch (run) {
      case RunSpec.Python _, RunSpec.Noop _, RunSpec.Maintain _ -> {}
      case RunSpec.Sql sql -> text(sql.query(), at.field("query"));
      case RunSpec.Command command -> each(command.argv(), at.field("argv"));
      case RunSpec.Container container -> {
        literals.value(container.image().repository(), at.field("image").field("repository"));
        each(container.command(), at.field("command"));
        each(container.args(), at.field("args"));
      }
      case RunSpec.Dbt dbt -> literals.values(dbt.vars(), at.field("vars"));
      case RunSpec.Spark spark -> {
        each(spark.args(), at.field("args"));
        literals.values(spark.conf(), at.field("conf"));
      }
      case RunSpec.Dlt dlt -> {
        literals.values(dlt.args(), at.field("args"));
        dlt.incremental()
            .flatMap(RunSpec.Incremental::initialValue)
            .ifPresent(
                value -> literals.value(value, at.field("incremental").field("initialValue")));
      }
      case RunSpec.Airbyte airbyte -> {
        literals.value(airbyte.workspaceUrl(), at.field("workspaceUrl"));
        airbyte.apiToken().ifPresent(token -> literals.value(token, at.field("apiToken")));
      }
      case RunSpec.Connector connector -> literals.values(connector.config(), at.field("config"));
      case RunSpec.Export export -> {
        export.secret().ifPresent(secret -> literals.value(secret, at.field("secret")));
        literals.values(export.config(), at.field("config"));
      }
      case RunSpec.Semantic semantic -> {
        for (int i = 0; i < semantic.models().size(); i++) {
          model(semantic.models().get(i), at.field("models").at(i));
        }
      }
    }
  }

  private void model(RunSpec.SemanticModel model, SpecPath at) {
    text(model.description(), at.field("description"));
    visitor.accept(model.sql(), at.field("sql"));
    literals.values(model.measures(), at.field("measures"));
    literals.values(model.dimensions(), at.field("dimensions"));
    literals.values(model.metadata(), at.field("metadata"));
  }

  private void test(CheckSpec.TestSpec test, SpecPath at) {
    switch (test) {
      case CheckSpec.Sql sql -> visitor.accept(sql.query(), at.field("query"));
      case CheckSpec.Python python -> literals.values(python.params(), at.field("params"));
      case CheckSpec.Pattern pattern -> visitor.accept(pattern.regex(), at.field("regex"));
      case CheckSpec.Expression expression -> visitor.accept(expression.sql(), at.field("sql"));
      case CheckSpec.RowCountParity parity -> text(parity.where(), at.field("where"));
      case CheckSpec.AggregateParity parity -> {
        for (int i = 0; i < parity.aggregates().size(); i++) {
          visitor.accept(
              parity.aggregates().get(i).expression(),
              at.field("aggregates").at(i).field("expression"));
        }
      }
      case CheckSpec.NotNull _,
          CheckSpec.Unique _,
          CheckSpec.RowCount _,
          CheckSpec.Range _,
          CheckSpec.AcceptedValues _,
          CheckSpec.Freshness _,
          CheckSpec.Relationships _,
          CheckSpec.Schema _,
          CheckSpec.KeyParity _,
          CheckSpec.ChecksumParity _ -> {}
    }
  }

  private void output(OutputSpec output, SpecPath at) {
    text(output.description(), at.field("description"));
    output.location().ifPresent(place -> literals.value(place, at.field("location")));
    literals.texts(output.properties(), at.field("properties"));
    for (int i = 0; i < output.columns().size(); i++) {
      text(output.columns().get(i).doc(), at.field("columns").at(i).field("doc"));
    }
  }

  private void each(List<String> texts, SpecPath list) {
    for (int i = 0; i < texts.size(); i++) {
      visitor.accept(texts.get(i), list.at(i));
    }
  }

  private void text(Optional<String> text, SpecPath at) {
    text.ifPresent(present -> visitor.accept(present, at));
  }
}
