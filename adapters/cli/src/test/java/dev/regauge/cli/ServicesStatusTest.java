package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.Platform;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Docker says of containers, in the words for services. No engine of containers can be had
 * where these tests run: the documents are as its API describes them.
 */
class ServicesStatusTest {

  @TempDir Path folder;

  @Test
  void theWorstContainerDecides() {
    assertEquals(ServiceState.absent, state());
    assertEquals(ServiceState.running, state(container("db", "running", "")));
    assertEquals(ServiceState.healthy, state(container("db", "running", "healthy")));
    assertEquals(ServiceState.starting, state(container("db", "running", "starting")));
    assertEquals(ServiceState.starting, state(container("db", "restarting", "healthy")));
    assertEquals(ServiceState.unhealthy, state(container("db", "running", "unhealthy")));
    assertEquals(ServiceState.stopped, state(container("db", "exited", "unhealthy")));
    assertEquals(ServiceState.stopped, state(container("db", "paused", "healthy")));
    assertEquals(
        ServiceState.stopped,
        state(container("db", "running", "healthy"), container("db", "exited", "")));
    assertEquals(
        ServiceState.starting,
        state(container("db", "running", "healthy"), container("db", "running", "starting")));
  }

  @Test
  void whatIsNoContainerOfAServiceIsLeftOut() {
    String others =
        "[{\"Id\": \"a\", \"State\": {\"Status\": \"running\"}, \"Config\": {\"Labels\": null}},"
            + container("db", "running", "").replace("\"False\"", "\"True\"")
            + "]";
    assertEquals(List.of(), ServiceContainer.read(others));
    ServiceContainer db =
        ServiceContainer.read("[" + container("db", "running", "none") + "]").getFirst();
    assertEquals("db", db.service());
    assertEquals("0123db", db.id());
    assertTrue(db.health().isEmpty());
  }

  @Test
  void itIsFineWhenWhatIsToBeThereIsWell() throws IOException {
    Platform platform = platform();
    assertEquals(
        ExitCode.FINE, exitCode(platform, List.of(), "db healthy", "api running", "api running"));
    // One of the two that there are to be.
    assertEquals(ExitCode.CHANGES, exitCode(platform, List.of(), "db healthy", "api running"));
    assertEquals(
        ExitCode.CHANGES,
        exitCode(platform, List.of(), "db starting", "api running", "api running"));
    // What is not there by default may be away, until somebody asks for it.
    assertEquals(ExitCode.CHANGES, exitCode(platform, List.of("report"), "db healthy"));
    assertEquals(ExitCode.FINE, exitCode(platform, List.of("db"), "db healthy"));
    assertEquals(ExitCode.FINE, exitCode(platform, List.of("idle")));
  }

  /** Nobody loses what it needs before it has ended itself. */
  @Test
  void theLastIsTheFirstToEnd() throws IOException {
    List<ServiceContainer> up =
        containers("db healthy", "former running", "api running", "api-setup-schema running");
    assertEquals(
        List.of("former", "report", "idle", "api", "api-setup-schema", "db"),
        ServicesStopCommand.order(platform(), List.of(), up));
    assertEquals(
        List.of("api", "api-setup-schema"),
        ServicesStopCommand.order(platform(), List.of("api"), up));
    assertFalse(ServiceContainer.read("[" + container("db", "exited", "") + "]").getFirst().isUp());
  }

  private static int exitCode(Platform platform, List<String> asked, String... containers) {
    return ServicesStatusCommand.exitCode(
        ServicesStatusCommand.lines(platform, asked, containers(containers)));
  }

  private static List<ServiceContainer> containers(String... words) {
    List<String> documents = new ArrayList<>();
    for (String word : words) {
      String[] parts = word.split(" ");
      documents.add(container(parts[0], "running", parts[1].equals("running") ? "" : parts[1]));
    }
    return ServiceContainer.read("[" + String.join(",", documents) + "]");
  }

  private static ServiceState state(String... documents) {
    return ServiceState.of(ServiceContainer.read("[" + String.join(",", documents) + "]"));
  }

  private static String container(String service, String status, String health) {
    String told = health.isEmpty() ? "" : ", \"Health\": {\"Status\": \"" + health + "\"}";
    return """
    {"Id": "0123%1$s", "State": {"Status": "%2$s"%3$s},
     "Config": {"Labels": {"com.docker.compose.service": "%1$s", "com.docker.compose.oneoff": "False"}}}
    """
        .formatted(service, status, told);
  }

  private Platform platform() throws IOException {
    Files.writeString(
        folder.resolve("product.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        include: [db.yaml, api.yaml, idle.yaml, report.yaml]
        """);
    write("db", "default: true");
    write(
        "api",
        "default: true\nreplicas: 2\ndependsOn: [db]\n"
            + "setup: [{name: schema, command: [make, schema]}]");
    write("idle", "replicas: 0\ndependsOn: [api]");
    write("report", "dependsOn: [idle]");
    ServicesArguments arguments = new ServicesArguments();
    arguments.product.product = folder;
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled =
        arguments.product.compiler(found).compile(arguments.product.file(), found);
    return arguments.platform(compiled);
  }

  private void write(String name, String fields) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        "apiVersion: regauge.dev/v1\nkind: Service\nmetadata: {name: "
            + name
            + "}\nplane: compute\nimage: example.com/"
            + name
            + ":1\n"
            + fields
            + "\n");
  }
}
