package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requirement S001-09: steps reach services by name. */
class ServiceAddressesTest {

  private static final String SERVICE =
      "apiVersion: regauge.dev/v1\nkind: Service\n"
          + "metadata: {name: wide-store, owner: \"team:shop\"}\nplane: storage\n";

  @TempDir Path folder;

  private SortedMap<String, String> addresses(String environment, String service)
      throws IOException {
    Files.writeString(folder.resolve("service.yaml"), SERVICE + service + "\n");
    String product =
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop, domain: sales}
        include: [service.yaml]
        environments: {prod: %s}
        assets: [{key: raw/ping, outputs: [], run: {command: [x]}}]
        """;
    Planned planned = Planned.text(folder, product.formatted(environment));
    return planned.plan().environments().get("prod").addresses();
  }

  @Test
  void inTheClusterItIsANameInTheNamespaceWithTheFirstPort() throws IOException {
    assertEquals(
        Map.of(
            "REGAUGE_SERVICE_WIDE_STORE", "wide-store.data.svc",
            "WIDE_STORE_URL", "http://wide-store.data.svc:80"),
        addresses(
            "{namespace: data}",
            "image: store:1\nports: [{name: http, container: 8080, service: 80}, {name: sql, container: 9}]"));
    assertEquals(
        "tcp://wide-store.sales-shop.svc:5432",
        addresses("{}", "image: store:1\nports: [{name: sql, container: 5432}]")
            .get("WIDE_STORE_URL"));
    assertEquals(
        Map.of("REGAUGE_SERVICE_WIDE_STORE", "wide-store.data.svc"),
        addresses("{namespace: data}", "image: store:1"));
  }

  @Test
  void aHostOfTheEnvironmentTakesItsPlaceInTheUrlToo() throws IOException {
    assertEquals(
        "https://store.example:8443",
        addresses(
                "{values: {REGAUGE_SERVICE_WIDE_STORE: store.example}}",
                "image: store:1\nports: [{name: https, container: 8443}]")
            .get("WIDE_STORE_URL"));
  }

  @Test
  void whatRunsElsewhereIsAtItsUrl() throws IOException {
    String elsewhere = "workload: external\nurl: {env: STORE}";
    assertEquals(
        Map.of(
            "REGAUGE_SERVICE_WIDE_STORE", "store.example",
            "WIDE_STORE_URL", "https://store.example:8443/v2"),
        addresses("{values: {STORE: \"https://store.example:8443/v2\"}}", elsewhere));
    assertEquals(Map.of(), addresses("{}", elsewhere));
    assertEquals(
        Map.of("WIDE_STORE_URL", "not a url"),
        addresses("{values: {STORE: not a url}}", elsewhere));
  }
}
