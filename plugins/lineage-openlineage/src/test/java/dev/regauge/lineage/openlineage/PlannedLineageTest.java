package dev.regauge.lineage.openlineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.ExecutionPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PlannedLineageTest {
  /** With lineage, a port of another product, owners and declared columns. */
  private static final Path PRODUCT =
      Path.of("src/test/resources/dev/regauge/lineage/openlineage/product.yaml");

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void anAssetIsAJobWithWhatItReadsAndWrites() throws IOException {
    List<String> lines = lineage().lines();
    assertEquals(2, lines.size());
    JsonNode event = JSON.readTree(lines.get(1));
    assertEquals("gold.totals", event.at("/job/name").stringValue());
    assertEquals("sales.shop", event.at("/job/namespace").stringValue());
    assertEquals("2026-01-01T00:00:00Z", event.at("/eventTime").stringValue());
    assertEquals("ann", event.at("/job/facets/ownership/owners/0/name").stringValue());
    assertEquals("gold.totals", event.at("/outputs/0/name").stringValue());
  }

  @Test
  void aTableBehindAPortIsTheOtherProducts() throws IOException {
    JsonNode event = JSON.readTree(lineage().lines().get(1));
    assertEquals("bronze.orders", event.at("/inputs/0/name").stringValue());
    assertEquals("sales.shop", event.at("/inputs/0/namespace").stringValue());
    assertEquals("crm.customers", event.at("/inputs/1/name").stringValue());
    assertEquals("crm.customers-hub", event.at("/inputs/1/namespace").stringValue());
    JsonNode column = event.at("/outputs/0/facets/columnLineage/fields/name/inputFields/0");
    assertEquals("crm.customers-hub", column.get("namespace").stringValue());
    assertEquals("full_name", column.get("field").stringValue());
  }

  @Test
  void facetsThatNobodyChoseAreNotTold(@TempDir Path folder) throws IOException {
    JsonNode told = JSON.readTree(lineage().lines().get(1));
    assertTrue(told.at("/outputs/0/facets").has("schema"), told::toString);
    Path fewer = folder.resolve("product.yaml");
    Files.writeString(
        fewer,
        Files.readString(PRODUCT)
            .replace("console,", "console, facets: [sql, columnLineage], columnLineage: false,"));
    JsonNode event = JSON.readTree(PlannedLineage.of(plan(fewer), AT).lines().get(1));
    assertTrue(event.at("/outputs/0/facets").isEmpty(), event::toString);
    assertEquals(1, event.at("/job/facets").size(), event::toString);
  }

  @Test
  void aServerGetsEachEvent() throws IOException {
    List<String> posted = new ArrayList<>();
    HttpServer server = server(201, posted);
    try {
      URI root = URI.create("http://localhost:" + server.getAddress().getPort());
      assertEquals(2, lineage().sendTo(root));
      assertEquals(2, lineage().sendTo(root.resolve("/elsewhere")));
    } finally {
      server.stop(0);
    }
    assertEquals("/api/v1/lineage " + lineage().lines().get(0), posted.get(0));
    assertEquals("/elsewhere " + lineage().lines().get(1), posted.get(3));
  }

  @Test
  void aServerThatTakesNothingSaysWhy() throws IOException {
    HttpServer server = server(422, new ArrayList<>());
    URI root = URI.create("http://localhost:" + server.getAddress().getPort());
    try {
      IOException refused = assertThrows(IOException.class, () -> lineage().sendTo(root));
      assertTrue(refused.getMessage().contains("422"), refused::getMessage);
    } finally {
      server.stop(0);
    }
    assertThrows(IOException.class, () -> lineage().sendTo(root));
  }

  private static PlannedLineage lineage() {
    return PlannedLineage.of(plan(PRODUCT), AT);
  }

  private static ExecutionPlan plan(Path product) {
    FoundDiagnostics found = new FoundDiagnostics();
    return new ProductCompiler().compile(product, found).sound().orElseThrow().plan();
  }

  private static HttpServer server(int answer, List<String> posted) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          posted.add(exchange.getRequestURI().getPath() + " " + body);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
