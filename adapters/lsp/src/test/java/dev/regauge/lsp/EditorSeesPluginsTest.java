package dev.regauge.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project's plugins are in an editor: their steps, their settings, what they add. */
class EditorSeesPluginsTest {
  private static final String HEAD =
      "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: shop}\n";

  @TempDir Path temp;
  private final Checks checks = new Checks(Runnable::run);

  @BeforeEach
  void project() throws IOException {
    write("regauge.yaml", "plugins:\n  from: [plugins]\n  config:\n    acme: {regoin: eu}\n");
    write(
        "plugins/acme/plugin.yaml",
        """
        name: acme
        version: 1.0.0
        apiVersion: "1.0"
        type: source
        also: [asset, quality]
        spec: [more.yaml]
        configSchema: {type: object, properties: {region: {type: string}}, additionalProperties: false}
        steps:
          acme_orders: {connector: "acme.a:A", configSchema: config.json}
          acme_even: {as: quality, sql: "n % 2 = 1", settings: [share]}
        """);
    write(
        "plugins/acme/config.json",
        """
        {"required": ["base_url"], "additionalProperties": false,
         "properties": {"base_url": {"type": "string", "description": "Where it is."}, "mode": {}}}
        """);
    write("plugins/acme/more.yaml", "assets: [{key: acme/days, run: {sql: select 1 as n}}]\n");
  }

  @AfterEach
  void stop() {
    checks.stop();
  }

  private Path write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private record Seen(OpenProduct product, Checks.Result result) {
    Map<Path, List<Diagnostic>> findings() {
      return new Findings(product, result.product().sources(), _ -> Optional.empty())
          .byFile(result.findings());
    }
  }

  private Seen seen(String assets) throws Exception {
    Path file = write("shop/product.yaml", HEAD + assets);
    Desk desk = new Desk();
    OpenProduct product = desk.type(file, HEAD + assets, 1).getFirst();
    BlockingQueue<Checks.Result> told = new ArrayBlockingQueue<>(1);
    checks.soon(
        product,
        desk,
        told::add,
        bug -> {
          throw bug;
        });
    Checks.Result result = told.poll(60, TimeUnit.SECONDS);
    product.take(result);
    return new Seen(product, result);
  }

  private List<String> offered(String assets) throws Exception {
    int index = HEAD.length() + assets.indexOf('|');
    OpenProduct product = seen(assets.replace("|", "")).product();
    FileView view = product.view(product.file()).orElseThrow();
    return new Completion(product, view, index, new SchemaTexts())
        .list().getItems().stream().map(CompletionItem::getLabel).toList();
  }

  @Test
  void aPluginsStepIsKnownAndItsSettingsAreJudged() throws Exception {
    Seen seen =
        seen(
            """
            assets:
              - key: raw/orders
                run: {connector: {type: acme_orders, config: {base_ulr: "https://a.example"}}}
              - {key: all/days, inputs: [acme/days], run: {sql: "select n from acme.days"}}
            """);
    List<Diagnostic> found = seen.findings().get(temp.resolve("shop/product.yaml"));
    assertEquals(
        List.of("RG-PLUG-382"), found.stream().map(each -> each.getCode().getLeft()).toList());
    assertEquals(new Position(5, 50), found.getFirst().getRange().getStart());
  }

  @Test
  void whatIsWrongInTheProjectsSettingsIsToldThere() throws Exception {
    List<Diagnostic> found =
        seen("assets: [{key: a, run: {noop: {}}}]\n").findings().get(temp.resolve("regauge.yaml"));
    assertTrue(
        found.getFirst().getMessage().getLeft().contains("has no setting 'regoin'"),
        found::toString);
    assertEquals(new Position(3, 11), found.getFirst().getRange().getStart());
  }

  @Test
  void stepsAreOfferedWhereTheyMayStand() throws Exception {
    String source = "assets: [{key: a/b, run: {connector: {type: |}}}]\n";
    assertTrue(offered(source).contains("acme_orders"), offered(source)::toString);
    String check =
        "assets: [{key: a/b, run: {noop: {}}, checks: [{python: {entrypoint: \"plugin:|\"}}]}]\n";
    assertEquals(List.of("acme_even"), offered(check));
    assertEquals(List.of("acme_even"), offered(check.replace("\"", "")));
  }

  @Test
  void settingsAreOfferedWithWhatThePluginSays() throws Exception {
    String config =
        """
        assets:
          - key: a/b
            run:
              connector:
                type: acme_orders
                config:
                  mode: full
                  |
        """;
    assertEquals(List.of("base_url"), offered(config));
  }

  @Test
  void namesThatAPluginAddsAreOffered() throws Exception {
    String input = "assets: [{key: all/days, inputs: [acme/|], run: {noop: {}}}]\n";
    assertTrue(offered(input).contains("acme/days"), offered(input)::toString);
  }

  @Test
  void whatIsWrongInAPluginsAnswerIsToldAtTheProduct() throws Exception {
    write("plugins/acme/more.yaml", "assets: [{key: acme/days, run: {sqll: select 1}}]\n");
    Seen seen = seen("assets: [{key: a/b, run: {noop: {}}}]\n");
    List<Diagnostic> found = seen.findings().get(temp.resolve("shop/product.yaml"));
    assertTrue(
        found.getFirst().getMessage().getLeft().contains("(in acme:more.yaml)"), found::toString);
  }
}
