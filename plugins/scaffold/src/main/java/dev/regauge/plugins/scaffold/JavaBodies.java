package dev.regauge.plugins.scaffold;

import static dev.regauge.plugins.scaffold.JavaProject.method;
import static dev.regauge.plugins.scaffold.JavaProject.returnOne;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.regauge.plugins.api.BundleRequest;
import dev.regauge.plugins.api.CommandPlugin;
import dev.regauge.plugins.api.ExtraFile;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.ProductRequest;
import dev.regauge.plugins.api.SemanticProvider;
import dev.regauge.plugins.api.SpecText;
import dev.regauge.plugins.api.StepAnswer;
import dev.regauge.plugins.api.StepRequest;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.plugins.api.catalog.TableSession;
import dev.regauge.plugins.api.catalog.TablesPlan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a new plugin of each type does: little, and all of it. */
record JavaBodies(TypeSpec.Builder made, ClassName self, String step, String name) {

  void write(PluginType type) {
    switch (type) {
      case ASSET -> provide(type, "assets: [{key: " + step + ", run: {sql: select 1 as n}}]\n");
      case RESOURCE ->
          provide(
              type,
              "resources: {" + step + ": {type: http, config: {url: \"https://example.com\"}}}\n");
      case COMPUTE -> provide(type, "resources: {" + step + ": {type: duckdb}}\n");
      case SERVICE ->
          provide(
              type,
              "apiVersion: regauge.dev/v1\nkind: Service\nmetadata: {name: "
                  + name
                  + "}\nplane: storage\nimage: {repository: "
                  + name
                  + ", tag: \"1\"}\n");
      case HOOK ->
          provide(
              type,
              "hooks: [{name: "
                  + step
                  + ", events: [run.failed], action: {command: [echo, failed]}}]\n");
      case SEMANTIC -> models();
      case SOURCE -> fields(type, "source", CodeBlock.of("$S, $S", "sql", "select 1 as n"), "run");
      case TRANSFORM ->
          fields(type, "transform", CodeBlock.of("$S, $S", "sql", "select 1 as n"), "run");
      case QUALITY -> fields(type, "test", CodeBlock.of("$S, $L", "min", 1), "row_count");
      case SECRETS -> secret();
      case EXTENSION -> files(type, "files", name + ".txt", "made by " + name + "\n");
      case CHARTS ->
          files(
              type, "chart", "Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 0.1.0\n");
      case COMMAND -> command();
      case ORCHESTRATOR -> new JavaAdapter(made, self, name).write();
      case CATALOG -> catalog();
    }
  }

  private void provide(PluginType type, String text) {
    made.addSuperinterface(type.service())
        .addMethod(
            method("provide", ParameterizedTypeName.get(List.class, SpecText.class))
                .addParameter(ProductRequest.class, "request")
                .addCode(returnOne(SpecText.class, "more.yaml", text))
                .build());
  }

  private void models() {
    Class<?> model = SemanticProvider.SemanticModel.class;
    made.addSuperinterface(SemanticProvider.class)
        .addMethod(
            method("models", ParameterizedTypeName.get(List.class, model))
                .addParameter(ProductRequest.class, "request")
                .addStatement(
                    "return $T.of(new $T($S, $S, $S, $T.of()))",
                    List.class,
                    model,
                    step,
                    "One row.",
                    "select 1 as n",
                    List.class)
                .build());
  }

  private MethodSpec.Builder answer(String method) {
    return method(method, ClassName.get(StepAnswer.class))
        .addParameter(StepRequest.class, "request")
        .addStatement(
            "$T fields = $T.instance.objectNode()", ObjectNode.class, JsonNodeFactory.class);
  }

  private void fields(PluginType type, String method, CodeBlock value, String object) {
    made.addSuperinterface(type.service())
        .addMethod(
            answer(method)
                .addStatement("fields.putObject($S).put($L)", object, value)
                .addStatement("return $T.of(fields)", StepAnswer.class)
                .build());
  }

  private void secret() {
    made.addSuperinterface(PluginType.SECRETS.service())
        .addMethod(
            answer("secret")
                .addStatement(
                    "fields.put($S, $S + request.settings().path($S).asString($S))",
                    "name",
                    name + "-",
                    "name",
                    "")
                .addStatement(
                    "fields.put($S, request.settings().path($S).asString($S))", "key", "key", "")
                .addStatement("fields.put($S, $S)", "source", "kubernetes")
                .addStatement("return $T.of(fields)", StepAnswer.class)
                .build());
  }

  private void files(PluginType type, String method, String path, String text) {
    made.addSuperinterface(type.service())
        .addMethod(
            method(method, ParameterizedTypeName.get(List.class, ExtraFile.class))
                .addParameter(BundleRequest.class, "request")
                .addCode(returnOne(ExtraFile.class, path, text))
                .build());
  }

  private void command() {
    made.addSuperinterface(CommandPlugin.class)
        .addMethod(
            method("run", ClassName.get(CommandPlugin.Answer.class))
                .addParameter(CommandPlugin.Request.class, "request")
                .addStatement(
                    "return new $T(0, $S + $T.join($S, request.arguments()) + $S, $S)",
                    CommandPlugin.Answer.class,
                    name + ": ",
                    String.class,
                    " ",
                    "\n",
                    "")
                .build());
  }

  private void catalog() {
    TypeSpec.Builder session =
        TypeSpec.recordBuilder("Session")
            .addJavadoc("A session over a catalog without tables.\n")
            .addSuperinterface(TableSession.class)
            .recordConstructor(MethodSpec.constructorBuilder().build());
    for (String look : List.of("offline", "committed", "planned", "adopted", "applied")) {
      session.addMethod(
          method(look, ClassName.get(TablesPlan.class))
              .addStatement(
                  "return new $T($T.of(), $T.of(), $S, true)",
                  TablesPlan.class,
                  List.class,
                  List.class,
                  "")
              .build());
    }
    TypeName missing = ParameterizedTypeName.get(SortedMap.class, String.class, String.class);
    session
        .addMethod(
            method("missing", missing).addStatement("return new $T<>()", TreeMap.class).build())
        .addMethod(method("close", TypeName.VOID).build());
    made.addSuperinterface(TableCatalog.class)
        .addType(session.build())
        .addMethod(
            method("open", ClassName.get(TableSession.class))
                .addParameter(TableCatalog.Opening.class, "opening")
                .addStatement("return new Session()")
                .build());
  }
}
