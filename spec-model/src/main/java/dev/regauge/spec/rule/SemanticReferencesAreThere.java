package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.RunSpec.SemanticDimension;
import dev.regauge.spec.model.RunSpec.SemanticJoin;
import dev.regauge.spec.model.RunSpec.SemanticMeasure;
import dev.regauge.spec.model.RunSpec.SemanticModel;
import dev.regauge.spec.model.RunSpec.SemanticRollup;
import dev.regauge.spec.model.SemanticText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a semantic model's members name is there, and each has the expressions of its type. */
final class SemanticReferencesAreThere implements Rule {

  private static final Code CODE = new Code("RG-RULE-478");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, SemanticModel> models = new TreeMap<>();
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Semantic semantic) {
        semantic.models().forEach(model -> models.putIfAbsent(model.name(), model));
      }
    }
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Semantic semantic) {
        SpecPath at = asset.path().field("run").field("semantic").field("models");
        for (int i = 0; i < semantic.models().size(); i++) {
          new OfModel(graph, models, semantic.models().get(i), asset, at.at(i), out).judge();
        }
      }
    }
  }

  /** One model and where it stands. */
  private record OfModel(
      SpecGraph graph,
      SortedMap<String, SemanticModel> models,
      SemanticModel model,
      AssetNode asset,
      SpecPath at,
      Diagnostics out) {

    void judge() {
      SemanticTables tables = SemanticTables.of(graph, asset, model);
      for (String table : tables.unread()) {
        error(
            "the model '"
                + model.name()
                + "' reads '"
                + table
                + "', which '"
                + asset.key()
                + "' does not wait for",
            at.field(model.table().isPresent() ? "table" : "sql"),
            "it may be asked for before it is made",
            "name what makes it in 'inputs' or 'deps' of the asset");
      }
      model.sql().ifPresent(sql -> written(sql, at.field("sql")));
      for (int i = 0; i < model.measures().size(); i++) {
        measure(model.measures().get(i), tables.columns(), at.field("measures").at(i));
      }
      SemanticRings rings = new SemanticRings(model);
      for (int i = 0; i < model.measures().size(); i++) {
        ring(rings, model.measures().get(i).name(), at.field("measures").at(i));
      }
      for (int i = 0; i < model.dimensions().size(); i++) {
        ring(rings, model.dimensions().get(i).name(), at.field("dimensions").at(i));
      }
      boolean hasKey = false;
      for (int i = 0; i < model.dimensions().size(); i++) {
        dimension(model.dimensions().get(i), tables.columns(), at.field("dimensions").at(i));
        hasKey |= model.dimensions().get(i).primaryKey().orElse(false);
      }
      for (int i = 0; i < model.joins().size(); i++) {
        join(model.joins().get(i), hasKey, at.field("joins").at(i));
      }
      for (int i = 0; i < model.rollups().size(); i++) {
        rollup(model.rollups().get(i), at.field("rollups").at(i));
      }
    }

    private void ring(SemanticRings rings, String member, SpecPath path) {
      SortedSet<String> ring = rings.from(member);
      if (!ring.isEmpty()) {
        error(
            "'" + member + "' of the model '" + model.name() + "' is made of itself",
            path.field("name"),
            ring.size() == 1 ? "names itself" : "a ring with " + String.join(", ", ring),
            "write a column as '{CUBE}.column': '{name}' is a member");
      }
    }

    private void measure(SemanticMeasure measure, SortedSet<String> columns, SpecPath path) {
      if (measure.sql().isEmpty() && !measure.type().equals("count")) {
        error(
            "the measure '" + measure.name() + "' has no 'sql'",
            path,
            "what is it made of?",
            "write the expression: sql: amount; only a count has none");
      }
      measure.sql().ifPresent(sql -> expression(sql, columns, path.field("sql")));
    }

    private void dimension(SemanticDimension dimension, SortedSet<String> columns, SpecPath path) {
      boolean isPlace = dimension.type().equals("geo");
      boolean isWhole =
          isPlace
              ? dimension.latitude().isPresent()
                  && dimension.longitude().isPresent()
                  && dimension.sql().isEmpty()
              : dimension.sql().isPresent()
                  && dimension.latitude().isEmpty()
                  && dimension.longitude().isEmpty();
      if (!isWhole) {
        error(
            "the dimension '"
                + dimension.name()
                + "' of the type "
                + dimension.type()
                + (isPlace ? " needs latitude and longitude alone" : " needs sql alone"),
            path,
            isPlace ? "a place has two expressions" : "it has one expression",
            isPlace ? "write latitude: lat, longitude: lon" : "write the expression: sql: day");
      }
      dimension.sql().ifPresent(sql -> expression(sql, columns, path.field("sql")));
      dimension.latitude().ifPresent(sql -> expression(sql, columns, path.field("latitude")));
      dimension.longitude().ifPresent(sql -> expression(sql, columns, path.field("longitude")));
    }

    private void join(SemanticJoin join, boolean hasKey, SpecPath path) {
      if (join.name().equals(model.name())) {
        error(
            "the model '" + model.name() + "' joins itself",
            path.field("name"),
            "Cube joins a model to others",
            "write a second model of the same table, and join that");
      } else if (!models.containsKey(join.name())) {
        unknown("model", join.name(), models.keySet(), path.field("name"));
      }
      expression(join.sql(), new TreeSet<>(), path.field("sql"));
      if (!hasKey) {
        error(
            "the model '" + model.name() + "' is joined and has no primary key",
            path,
            "its rows would be counted more than once",
            "write primaryKey: true at the dimension that tells its rows apart");
      }
    }

    private void rollup(SemanticRollup rollup, SpecPath path) {
      SortedMap<String, String> dimensions = new TreeMap<>();
      model.dimensions().forEach(one -> dimensions.putIfAbsent(one.name(), one.type()));
      SortedSet<String> measures = new TreeSet<>();
      model.measures().forEach(one -> measures.add(one.name()));
      for (int i = 0; i < rollup.measures().size(); i++) {
        if (!measures.contains(rollup.measures().get(i))) {
          unknown("measure", rollup.measures().get(i), measures, path.field("measures").at(i));
        }
      }
      for (int i = 0; i < rollup.dimensions().size(); i++) {
        if (!dimensions.containsKey(rollup.dimensions().get(i))) {
          SpecPath place = path.field("dimensions").at(i);
          unknown("dimension", rollup.dimensions().get(i), dimensions.keySet(), place);
        }
      }
      rollup
          .timeDimension()
          .ifPresent(
              time -> {
                SpecPath place = path.field("timeDimension");
                String type = dimensions.get(time);
                if (type == null) {
                  unknown("dimension", time, dimensions.keySet(), place);
                } else if (!type.equals("time")) {
                  error(
                      "the dimension '" + time + "' is of the type " + type,
                      place,
                      "no time to cut by",
                      "name a dimension of the type time");
                }
              });
      if (rollup.timeDimension().isPresent() != rollup.granularity().isPresent()) {
        error(
            "a rollup has a timeDimension and its granularity, or neither",
            path,
            "one of them is missing",
            "write timeDimension: day, granularity: day");
      }
    }

    /** Judges the references of an expression, and the column that it is, if it is one alone. */
    private void expression(String sql, SortedSet<String> columns, SpecPath path) {
      written(sql, path);
      SemanticText text = SemanticText.of(sql);
      for (SemanticText.Reference reference : text.references()) {
        resolve(reference.names(), path);
      }
      SemanticTables.columnOf(text)
          .filter(column -> !columns.isEmpty() && !columns.contains(column))
          .ifPresent(column -> unknown("column", column, columns, path));
    }

    private void written(String sql, SpecPath path) {
      if (sql.isBlank()) {
        error(
            "the model '" + model.name() + "' has an empty expression",
            path,
            "Cube would find nothing here",
            "write the expression, or leave the field out");
      }
    }

    private void resolve(List<String> names, SpecPath path) {
      SemanticModel owner = model;
      int from = 0;
      String first = names.getFirst();
      if (first.equals(SemanticText.SELF) || first.equals(model.name())) {
        from = 1;
      } else if (models.containsKey(first) && !members(model).contains(first)) {
        owner = models.get(first);
        from = 1;
        if (model.joins().stream().noneMatch(join -> join.name().equals(first))) {
          error(
              "the model '" + model.name() + "' names '" + first + "', which it does not join",
              path,
              "no join leads there",
              "add it to 'joins' of the model");
        }
      }
      if (names.size() - from > 1) {
        unknown("member", String.join(".", names), members(owner), path);
      } else if (names.size() - from == 1 && !members(owner).contains(names.get(from))) {
        unknown("member", names.get(from), members(owner), path);
      }
    }

    private static SortedSet<String> members(SemanticModel model) {
      return new TreeSet<>(
          Stream.concat(
                  model.measures().stream().map(SemanticMeasure::name),
                  model.dimensions().stream().map(SemanticDimension::name))
              .toList());
    }

    private void unknown(String noun, String name, Collection<String> known, SpecPath path) {
      Optional<String> near = NearestName.to(name, known);
      error(
          "the model '"
              + model.name()
              + "' names the "
              + noun
              + " '"
              + name
              + "', which is not there",
          path,
          "no " + noun + " has this name",
          near.map(found -> "write '" + found + "'")
              .orElse(
                  known.isEmpty()
                      ? "there is none"
                      : "there are " + String.join(", ", new TreeSet<>(known))));
    }

    private void error(String message, SpecPath path, String label, String help) {
      out.add(Diagnostic.error(CODE, message).at(path, graph.locator()).label(label).help(help));
    }
  }
}
