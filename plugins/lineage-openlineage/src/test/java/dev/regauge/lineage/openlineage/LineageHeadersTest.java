package dev.regauge.lineage.openlineage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table that the runtime's twin is held to as well. */
final class LineageHeadersTest {
  private static final Path TABLE = Path.of("../../golden/lineage-headers.json");

  static Stream<JsonNode> cases() throws IOException {
    return JsonMapper.shared().readTree(TABLE.toFile()).values().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTwinsSayTheSame(JsonNode row) {
    SortedMap<String, byte[]> headers = new TreeMap<>();
    texts(row.path("headers"))
        .forEach((name, text) -> headers.put(name, text.getBytes(StandardCharsets.UTF_8)));
    texts(row.path("bytes"))
        .forEach((name, text) -> headers.put(name, HexFormat.of().parseHex(text)));
    Optional<SortedMap<String, String>> said =
        LineageHeaders.decode(headers).map(LineageHeadersTest::told);
    Optional<SortedMap<String, String>> wanted =
        row.path("said").isNull() ? Optional.empty() : Optional.of(texts(row.path("said")));
    assertEquals(wanted, said, row.path("why").stringValue());
  }

  private static SortedMap<String, String> told(LineageHeaders headers) {
    SortedMap<String, String> texts = new TreeMap<>();
    headers
        .encode()
        .forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
    return texts;
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      texts.put(entry.getKey(), entry.getValue().stringValue());
    }
    return texts;
  }
}
