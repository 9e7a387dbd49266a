package dev.regauge.plugins.scaffold;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.regauge.plugins.api.BundleRequest;
import dev.regauge.plugins.api.CommandPlugin;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.ProductRequest;
import dev.regauge.plugins.api.StepRequest;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** The test of a new plugin: what it answers, by its interface. */
final class JavaTests {
  private static final ClassName ASSERTIONS = ClassName.get("org.junit.jupiter.api", "Assertions");

  private JavaTests() {}

  static CodeBlock of(PluginType type, ClassName self, String step, String name) {
    return switch (type) {
      case ASSET, RESOURCE, COMPUTE, SERVICE, HOOK ->
          equal(
              "more.yaml", CodeBlock.of("new $T().provide($L).getFirst().name()", self, product()));
      case SEMANTIC ->
          equal(step, CodeBlock.of("new $T().models($L).getFirst().name()", self, product()));
      case SOURCE -> step(self, "source", "fields().path(\"run\").has(\"sql\")", step);
      case TRANSFORM -> step(self, "transform", "fields().path(\"run\").has(\"sql\")", step);
      case QUALITY -> step(self, "test", "fields().has(\"row_count\")", step);
      case SECRETS -> step(self, "secret", "fields().has(\"name\")", step);
      case EXTENSION ->
          equal(
              name + ".txt", CodeBlock.of("new $T().files($L).getFirst().path()", self, bundle()));
      case CHARTS ->
          equal("Chart.yaml", CodeBlock.of("new $T().chart($L).getFirst().path()", self, bundle()));
      case COMMAND ->
          equal(
              name + ": a b\n",
              CodeBlock.of(
                  "new $T().run(new $T($T.of($S, $S), $S)).out()",
                  self,
                  CommandPlugin.Request.class,
                  List.class,
                  "a",
                  "b",
                  "/"));
      case ORCHESTRATOR -> equal(name, CodeBlock.of("new $T().descriptor().id().value()", self));
      case CATALOG ->
          CodeBlock.builder()
              .beginControlFlow("try (var session = new $T.Session())", self)
              .addStatement("$T.assertTrue(session.planned().isLockCurrent())", ASSERTIONS)
              .endControlFlow()
              .build();
    };
  }

  private static CodeBlock equal(String expected, CodeBlock found) {
    return CodeBlock.builder()
        .addStatement("$T.assertEquals($S, $L)", ASSERTIONS, expected, found)
        .build();
  }

  private static CodeBlock step(ClassName self, String method, String claim, String step) {
    return CodeBlock.builder()
        .addStatement(
            "$T.assertTrue(new $T().$L(new $T($S, $T.instance.objectNode())).$L)",
            ASSERTIONS,
            self,
            method,
            StepRequest.class,
            step,
            JsonNodeFactory.class,
            claim)
        .build();
  }

  private static CodeBlock product() {
    return CodeBlock.of(
        "new $T($S, $T.instance.objectNode())",
        ProductRequest.class,
        "shop",
        JsonNodeFactory.class);
  }

  private static CodeBlock bundle() {
    return CodeBlock.of(
        "new $T($S, $S, $S, $T.instance.objectNode(), $T.instance.objectNode())",
        BundleRequest.class,
        "rails",
        "rails",
        "1",
        JsonNodeFactory.class,
        JsonNodeFactory.class);
  }
}
