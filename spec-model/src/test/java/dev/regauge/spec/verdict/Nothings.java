package dev.regauge.spec.verdict;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Copies of files, each with nothing ({@code field:}) in one field of the spec. */
final class Nothings {

  /** The kinds that the full example does not take. */
  static final String OTHER_KINDS =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      resources: {bus: {type: kafka}, nats: {type: nats}, mail: {type: smtp, config: {host: h, from: f}}}
      external: {x/y: {table: x.y, contract: {file: y.odcs.yaml}}}
      assets:
        - key: a/models
          run:
            semantic:
              models:
                - name: m
                  sql: select 1 as id
                  measures: [{name: n, type: count}]
                  dimensions: [{name: id, type: number, sql: id}]
                  joins: [{name: o, relationship: one_to_one, sql: "{CUBE}.id = {o}.id"}]
                  rollups: [{name: r, measures: [n]}]
        - {key: a/b, run: {noop: {}}, when: {sql: {query: select true}}}
        - {key: a/c, run: {noop: {}}, when: {python: {entrypoint: "shop.ops:due"}}, compute: {tolerations: [{key: batch}]}}
      alerts:
        a: {command: {argv: [./tell.sh]}}
        b: {email: {to: [data@example.com], resource: mail}}
        c: {kafka: {resource: bus, topic: alerts}}
        d: {nats: {resource: nats, subject: alerts}}
        e: {python: {entrypoint: "shop.ops:tell"}}
      """;

  /** What the full example's service is not. */
  static final List<String> OTHER_SERVICES =
      List.of(
          """
          apiVersion: regauge.dev/v1
          kind: Service
          metadata: {name: other}
          plane: compute
          build: {context: ., dockerfile: Dockerfile, args: {}}
          health: {exec: {command: [./ok.sh]}}
          setup: [{name: once, image: {repository: acme/setup, tag: "1"}, command: [./once.sh]}]
          database: {name: other, backup: {path: "s3://backups/other", secret: backups}}
          """,
          """
          apiVersion: regauge.dev/v1
          kind: Service
          metadata: {name: other}
          plane: compute
          image: {repository: acme/other, tag: "1"}
          health: {tcp: {port: 80}}
          """);

  /** A copy, and where it has nothing. */
  record Changed(String id, String yaml) {}

  private final List<Changed> changed = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();
  private final Set<String> maps = new TreeSet<>();
  private Object whole = Map.of();

  /** Visits every map of a file; the tree is as before afterwards. */
  void walk(Object tree, RecordShape shape) {
    whole = tree;
    visit("", tree, shape);
  }

  List<Changed> changed() {
    return changed;
  }

  /** Returns the spec's maps that were not visited. */
  Set<String> unseen() {
    Set<String> unseen = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    addUnseen(SpecShape.product(), known, unseen);
    addUnseen(SpecShape.service(), known, unseen);
    addUnseen(SpecShape.topic(), known, unseen);
    return unseen;
  }

  private void addUnseen(Shape shape, Set<String> known, Set<String> unseen) {
    switch (shape) {
      case RecordShape record -> {
        if (known.add(record.definitionName())) {
          if (!maps.contains(record.definitionName()) && !record.fieldNames().isEmpty()) {
            unseen.add(record.definitionName());
          }
          record.fields().forEach(field -> addUnseen(field.shape(), known, unseen));
        }
      }
      case Shape.ListOf list -> addUnseen(list.item(), known, unseen);
      case Shape.MapOf map -> addUnseen(map.value(), known, unseen);
      case Shape.KindOf kinds ->
          kinds.kinds().values().forEach(kind -> addUnseen(kind, known, unseen));
      case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Flag _, Shape.Any _ -> {}
    }
  }

  @SuppressWarnings("unchecked")
  private void visit(String path, Object node, Shape shape) {
    switch (shape) {
      case RecordShape record when node instanceof Map<?, ?> map ->
          fields(path, (Map<Object, Object>) map, record);
      case Shape.ListOf list when node instanceof List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          visit(path + "/" + i, items.get(i), list.item());
        }
      }
      case Shape.MapOf map when node instanceof Map<?, ?> entries ->
          entries.forEach((key, value) -> visit(path + "/" + key, value, map.value()));
      case Shape.KindOf kinds when node instanceof Map<?, ?> map ->
          map.forEach(
              (kind, value) -> {
                RecordShape of = kinds.kinds().get(kind);
                if (of != null) {
                  visit(path + "/" + kind, value, of);
                }
              });
      case Shape _ -> {}
    }
  }

  private void fields(String path, Map<Object, Object> map, RecordShape record) {
    maps.add(record.definitionName());
    for (String field : record.fieldNames()) {
      // Once where the field is written, and once where it is not.
      boolean isWritten = map.containsKey(field);
      if (seen.add(record.definitionName() + "." + field + " " + isWritten)) {
        Map<Object, Object> before = new LinkedHashMap<>(map);
        map.put(field, null);
        changed.add(new Changed("nothing at " + path + "/" + field, FullExample.dumped(whole)));
        map.clear();
        map.putAll(before);
      }
    }
    for (RecordShape.Field field : record.fields()) {
      if (field.isInline() && field.shape() instanceof Shape.KindOf) {
        visit(path, map, field.shape());
      } else if (map.get(field.name()) != null) {
        visit(path + "/" + field.name(), map.get(field.name()), field.shape());
      }
    }
  }
}
