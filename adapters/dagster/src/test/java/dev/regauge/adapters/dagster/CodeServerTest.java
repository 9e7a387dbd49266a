package dev.regauge.adapters.dagster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The option that names a code server changes the workspace and nothing else. */
class CodeServerTest {

  @Test
  void theWorkspaceNamesTheServer() {
    SortedMap<String, String> local = files("module");
    SortedMap<String, String> served = files("grpc");
    String workspace = served.getOrDefault("workspace.yaml", "");
    assertTrue(workspace.contains("- grpc_server:"), workspace);
    assertTrue(
        workspace.contains("host: {env: REGAUGE_CODE_HOST_CLIMATE_WEATHER_DAYS}"), workspace);
    assertTrue(local.getOrDefault("workspace.yaml", "").contains("- python_module:"));
    local.remove("workspace.yaml");
    served.remove("workspace.yaml");
    assertEquals(local, served);
  }

  private static SortedMap<String, String> files(String codeLocation) {
    DagsterAdapter adapter = new DagsterAdapter();
    TreeMap<String, Value> options =
        new TreeMap<>(Map.of("codeLocation", new Value.Text(codeLocation)));
    var model =
        adapter.lower(
            TestPlans.withProse("prose"), TestPlans.context(options), new FoundDiagnostics());
    SortedMap<String, String> files = new TreeMap<>();
    adapter
        .emit(model)
        .forEach(
            file ->
                files.put(
                    file.path().value(),
                    new String(file.content().toBytes(), StandardCharsets.UTF_8)));
    return files;
  }
}
