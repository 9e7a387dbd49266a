package dev.regauge.spec.imports.floe;

import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.FlowText;
import dev.regauge.spec.imports.Survival;
import dev.regauge.spec.model.DltSources;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.source.ForeignTree.Entry;
import dev.regauge.spec.source.ForeignTree.Kind;
import dev.regauge.spec.source.ForeignTree.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of a pipeline's {@code ingestion}, on its way to an asset. */
final class FloeItem {

  private final FloeMap map;
  private final FloePlatform platform;
  private final Survival survival;
  private final List<String> places = new ArrayList<>();
  private final Map<String, Object> run = new LinkedHashMap<>();
  private final Map<String, Object> output = new LinkedHashMap<>();
  private Optional<Text> name = Optional.empty();
  private Optional<Text> destination = Optional.empty();
  private String kind = "";
  private String key = "";
  private boolean isOwnCode;

  FloeItem(FloeMap map, FloePlatform platform, Survival survival) {
    this.map = map;
    this.platform = platform;
    this.survival = survival;
  }

  Optional<Text> name() {
    return name;
  }

  Optional<Text> destination() {
    return destination;
  }

  /** Whether its source is code that the product has to have. */
  boolean isOwnCode() {
    return isOwnCode;
  }

  /** Takes what is written. */
  void read() {
    map.knowsOnly("name", "type", "destination", "dlt", "airbyte");
    name = map.required("name", "github_events");
    destination = map.required("destination", "bronze.github_events");
    if (!map.has("type") && platform.type().isEmpty()) {
      map.required("type", "dlt");
    }
    Optional<Text> type = map.choice("type", "dlt", "airbyte");
    kind = type.map(Text::text).orElse(platform.type());
    if (name.isEmpty() || destination.isEmpty() || kind.isEmpty()) {
      return;
    }
    key = keyOf(name.get(), destination.get());
    type.ifPresent(it -> survival.add(it.span(), map.path("type"), Fate.MAPPED, to("run." + kind)));
    survival.add(name.get().span(), map.path("name"), Fate.MAPPED, to("metadata.floe_name"));
    placeTable(destination.get());
    String other = kind.equals("dlt") ? "airbyte" : "dlt";
    if (map.has(other)) {
      map.refuse(
          map.at(other), "its type is " + kind + ", and it has '" + other + "'", "take one out");
    }
    if (!map.has(kind)) {
      map.refuse(map.span(), "'" + kind + "' is missing", "write what " + kind + " loads");
    }
    map.map(kind).ifPresent(kind.equals("dlt") ? this::dlt : this::airbyte);
  }

  private String keyOf(Text named, Text table) {
    if (TextFormat.TABLE_NAME.matches(table.text())) {
      return table.text().replace('.', '/');
    }
    for (String text : List.of(table.text(), named.text())) {
      if (TextFormat.NAME.matches(text)) {
        return text;
      }
    }
    map.refuse(
        table.span(),
        "neither 'destination' nor 'name' can name an asset",
        "write a name of " + TextFormat.NAME.expectation());
    return "";
  }

  private void placeTable(Text table) {
    if (TextFormat.TABLE_NAME.matches(table.text())) {
      survival.add(table.span(), map.path("destination"), Fate.MAPPED, "assets[" + key + "]");
      return;
    }
    output.put("table", table.text());
    person(
        table.span(),
        "destination",
        "outputs[0].table",
        "write the namespace and the table, as " + TextFormat.TABLE_NAME.expectation());
  }

  private void dlt(FloeMap dlt) {
    dlt.knowsOnly(
        "source", "resource", "write_disposition", "primary_key", "incremental", "secret_refs");
    dlt.required("source", "my_sources.github.events").ifPresent(source -> source(dlt, source));
    Optional<Text> resource = dlt.text("resource");
    resource.ifPresent(
        text -> {
          run.put("resource", text.text());
          survival.add(text.span(), dlt.path("resource"), Fate.KEPT, to("run.dlt.resource"));
        });
    if (resource.isEmpty()) {
      person(
          dlt.span(), "dlt.resource", "run.dlt.resource", "write the one resource that is loaded");
    }
    dlt.map("secret_refs").ifPresent(this::secrets);
    dlt.map("incremental").ifPresent(this::incremental);
    written(dlt);
  }

  private void source(FloeMap dlt, Text source) {
    if (!TextFormat.FUNCTION.matches(source.text())) {
      dlt.refuse(
          source.span(),
          "'source' is a function of Python",
          "write " + TextFormat.FUNCTION.expectation());
      return;
    }
    run.put("source", source.text());
    if (DltSources.lacks(source.text())) {
      person(
          source.span(),
          "dlt.source",
          "run.dlt.source",
          "dlt's package brings "
              + String.join(", ", DltSources.SHIPPED)
              + " alone: bring the source's code into a folder of code.paths, and name that");
    } else {
      survival.add(source.span(), dlt.path("source"), Fate.KEPT, to("run.dlt.source"));
      isOwnCode = !source.text().startsWith("dlt.");
      if (isOwnCode) {
        places.add("the module of " + source.text() + " belongs into the folder src");
        survival.add(
            source.span(),
            dlt.path("source"),
            Fate.NEEDS_A_PERSON,
            "code.paths",
            "its module is code of yours: put it into the folder src beside the product");
      }
    }
  }

  private void secrets(FloeMap refs) {
    Map<String, Object> args = new LinkedHashMap<>();
    for (Entry entry : refs.all()) {
      String argument = entry.key().text();
      if (!argument.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        refs.refuse(
            entry.key().span(), "a secret is handed over as an argument", "write a name of Python");
        continue;
      }
      refs.text(argument)
          .flatMap(
              ref ->
                  FloeSecret.of(
                      refs, ref, argument, argument, to("run.dlt.args." + argument), survival))
          .ifPresent(secret -> args.put(argument, Map.of("secretRef", secret)));
    }
    if (!args.isEmpty()) {
      run.put("args", args);
    }
  }

  private void incremental(FloeMap incremental) {
    incremental.knowsOnly("cursor_column", "initial_value");
    Map<String, Object> written = new LinkedHashMap<>();
    incremental
        .required("cursor_column", "updated_at")
        .ifPresent(
            column -> {
              written.put("cursor", column.text());
              survival.add(
                  column.span(),
                  incremental.path("cursor_column"),
                  Fate.MAPPED,
                  to("run.dlt.incremental.cursor"));
            });
    incremental
        .scalar("initial_value")
        .ifPresent(
            value -> {
              written.put(
                  "initialValue",
                  value.kind() == Kind.TEXT ? value.text() : new FlowText.Plain(value.text()));
              survival.add(
                  value.span(),
                  incremental.path("initial_value"),
                  Fate.MAPPED,
                  to("run.dlt.incremental.initialValue"));
            });
    run.put("incremental", written);
  }

  private void written(FloeMap dlt) {
    Optional<Text> write = dlt.choice("write_disposition", "append", "replace", "merge");
    write.ifPresent(
        text -> {
          output.put("write", text.text());
          survival.add(
              text.span(), dlt.path("write_disposition"), Fate.MAPPED, to("outputs[0].write"));
        });
    boolean isMerge = write.filter(text -> text.text().equals("merge")).isPresent();
    List<Text> keys = dlt.texts("primary_key");
    for (Text column : keys) {
      if (isMerge) {
        survival.add(column.span(), dlt.path("primary_key"), Fate.MAPPED, to("outputs[0].key"));
      } else {
        survival.add(
            column.span(),
            dlt.path("primary_key"),
            Fate.LOST,
            "",
            "rows that are not merged need no key");
      }
    }
    if (isMerge && keys.isEmpty()) {
      person(
          write.get().span(),
          "dlt.primary_key",
          "outputs[0].key",
          "say by which columns two rows are the same");
    } else if (isMerge) {
      output.put("key", keys.stream().map(Text::text).toList());
    }
    if (dlt.has("incremental") && write.filter(it -> it.text().equals("replace")).isPresent()) {
      person(
          dlt.at("incremental"),
          "dlt.incremental",
          "outputs[0].write",
          "choose: only what is new would replace all rows");
    }
  }

  private void airbyte(FloeMap airbyte) {
    airbyte.knowsOnly("connection_id");
    airbyte
        .required("connection_id", "\"abc123-def456\"")
        .ifPresent(
            id -> {
              run.put("connectionId", id.text());
              survival.add(
                  id.span(),
                  airbyte.path("connection_id"),
                  Fate.KEPT,
                  to("run.airbyte.connectionId"));
            });
    platform.workspaceUrl().ifPresent(url -> run.put("workspaceUrl", url.text()));
    if (platform.workspaceUrl().isEmpty()) {
      survival.add(
          airbyte.span(),
          "plugins.ingestion.config.workspace_url",
          Fate.NEEDS_A_PERSON,
          to("run.airbyte.workspaceUrl"),
          "no manifest says where Airbyte is");
      places.add("run.airbyte.workspaceUrl: say where Airbyte is");
    }
    platform.tokenRef().ifPresent(ref -> run.put("apiToken", Map.of("secretRef", ref)));
  }

  private String to(String field) {
    return "assets[" + key + "]." + field;
  }

  private void person(Span at, String field, String place, String what) {
    places.add(place + ": " + what);
    survival.add(at, map.path(field), Fate.NEEDS_A_PERSON, to(place), what);
  }

  /** Adds the lines of the asset. */
  void write(StringBuilder text) {
    for (String place : places) {
      text.append("  # needs a person: ").append(place).append('\n');
    }
    text.append("  - key: ").append(FlowText.of(key)).append('\n');
    line(text, "group", "ingestion");
    line(text, "metadata", Map.of("floe_name", name.map(Text::text).orElse("")));
    text.append("    run:\n      ").append(kind).append(":\n");
    for (String field :
        List.of(
            "source",
            "resource",
            "args",
            "incremental",
            "connectionId",
            "workspaceUrl",
            "apiToken")) {
      Object value = run.get(field);
      if (value != null) {
        text.append("        ").append(field).append(": ").append(FlowText.of(value)).append('\n');
      }
    }
    if (!platform.retry().retry().isEmpty()) {
      line(text, "retry", platform.retry().retry());
    }
    if (platform.retry().isPartialRetried()) {
      line(text, "errors", Map.of("onPartial", "retry"));
    }
    if (!output.isEmpty()) {
      line(text, "outputs", List.of(output));
    }
  }

  private static void line(StringBuilder text, String field, Object value) {
    text.append("    ").append(field).append(": ").append(FlowText.of(value)).append('\n');
  }
}
