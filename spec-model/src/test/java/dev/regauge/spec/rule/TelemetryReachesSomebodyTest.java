package dev.regauge.spec.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as the collector's address is one that OTLP over HTTP can be sent to. */
class TelemetryReachesSomebodyTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otlpEndpoint: 'http://collector:4318'",
        "otlpEndpoint: 'https://collector.example.com/otlp'",
        "otlpEndpoint: {env: OTEL_EXPORTER_OTLP_ENDPOINT}",
        "pushgateway: {env: PUSH}",
      })
  void anAddressOfTheWebIsFine(String said) {
    assertEquals(List.of(), codes(said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otlpEndpoint: 'collector:4317'",
        "otlpEndpoint: collector",
        "otlpEndpoint: 'http://'",
        "otlpEndpoint: 'grpc://collector:4317'",
        "otlpEndpoint: 'http://a b'",
        "pushgateway: gateway",
        "otlpEndpoint: null",
        "metricsPrefix: shop",
      })
  void nobodyHearsThere(String said) {
    assertEquals(List.of("RG-RULE-417"), codes(said));
  }

  private List<String> codes(String said) {
    String product =
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        observability: {telemetry: {%s}}
        assets:
          - {key: raw/orders, run: {python: "shop.load:orders"}}
        """;
    return Checked.text(folder, product.formatted(said)).codes().stream()
        .filter(code -> code.startsWith("RG-RULE"))
        .toList();
  }
}
