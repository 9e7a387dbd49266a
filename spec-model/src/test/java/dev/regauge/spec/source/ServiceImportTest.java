package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services of compose files and of the plugin guide (requirements S004-16, S004-17) as ours. */
class ServiceImportTest {

  private static final ServiceImport.Said SAID =
      new ServiceImport.Said(
          Optional.of("storage"), new TreeMap<>(), Optional.of("team:shop"), true);

  private static List<ServiceImport.Service> services(String yaml) {
    FoundDiagnostics found = new FoundDiagnostics();
    ServiceImport.Imported read = read(yaml, found);
    assertEquals(List.of(), found.sorted());
    return read.services();
  }

  private static ServiceImport.Imported read(String yaml, FoundDiagnostics found) {
    return new ServiceImport().read("x.yaml", yaml.getBytes(StandardCharsets.UTF_8), SAID, found);
  }

  @Test
  void aComposeFileBecomesItsServices() {
    List<ServiceImport.Service> services =
        services(
            """
            services:
              db:
                image: example/db:17.2
                restart: unless-stopped
                environment: ["MODE=fast", "REGION"]
                ports: ["127.0.0.1:9000:5432", "8080"]
                volumes: ["pg_data:/data", "./init.sql:/init.sql:ro"]
                healthcheck: {test: ["CMD-SHELL", "ready -U x"], interval: 1m30s, retries: 5}
              api:
                build: {context: ./api, args: [A=b]}
                image: example/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                command: serve --port 80
                depends_on: {db: {condition: service_healthy}}
                profiles: [demo]
            """);
    assertEquals(
        """
        apiVersion: regauge.dev/v1
        kind: Service
        metadata: {name: db, owner: team:shop}
        plane: storage
        workload: statefulset
        image: {repository: example/db, tag: "17.2"}
        restart: unless-stopped
        ports: [{name: p5432, container: 5432, service: 9000}, {name: p8080, container: 8080}]
        env: {MODE: fast, REGION: {env: REGION}}
        volumes: [{name: pg-data, path: "/data"}]
        health: {exec: {command: [sh, "-c", "ready -U x"]}, period: PT1M30S, retries: 5}
        default: true
        files: [{source: init.sql, dest: "/init.sql"}]
        """,
        services.get(0).text());
    String api = services.get(1).text();
    for (String line :
        List.of(
            "build: {context: api, args: {A: b}}",
            "command: [serve, \"--port\", \"80\"]",
            "dependsOn: [db]",
            "profile: demo")) {
      assertTrue(api.lines().anyMatch(line::equals), line + " in\n" + api);
    }
    assertFalse(api.contains("default:"), "what has a profile starts when it is asked for");
  }

  @Test
  void bothDialectsOfTheGuideBecomeTheSameService() {
    String head = "name: lake\ndescription: Objects\nimage: example/lake:1\ndefault: true\n";
    String flat = head + "ports: [\"9000:9000\"]\nenvironment: {MODE: \"${MODE:-fast}\"}\n";
    String apart =
        head
            + "compose: {ports: [\"9000:9000\"]}\n"
            + "env_vars: {MODE: {description: how}}\ndev: {x: 1}\n";
    ServiceImport.Service one = services(flat).getFirst();
    ServiceImport.Service other = services(apart).getFirst();
    assertEquals(one.text(), other.text());
    assertEquals(
        List.of(
            "lake: MODE has no default any more; write it in the values of an environment: 'fast'"),
        one.notes());
    assertEquals(
        List.of("lake: 'dev' is left out: it is about the tool that it was written for"),
        other.notes());
  }

  @Test
  void secretsBecomeReferences() {
    String yaml =
        """
        name: lake
        image: example/lake:1
        environment: {DB_PASSWORD: hunter2}
        env_vars: {ROOT: {default: admin123, secret: true}}
        """;
    ServiceImport.Service service = services(yaml).getFirst();
    assertFalse(service.text().contains("hunter2"), service::text);
    assertFalse(service.text().contains("admin123"), service::text);
    assertTrue(
        service
            .text()
            .contains(
                "env: {ROOT: {secretRef: {name: lake, key: root}}, DB_PASSWORD: {secretRef:"
                    + " {name: lake, key: db-password}}}"),
        service::text);
    assertEquals(2, service.notes().size());
  }

  @Test
  void hooksAndFilesOfTheGuideAreKept() {
    String text =
        services(
                """
                name: lake
                image: example/lake:1
                files: [{source: a/policy.json, dest: /etc/policy.json}]
                hooks: {post_start: [{name: bucket, requires: [mc], command: [mc, mb, lake], timeout_seconds: 30}]}
                """)
            .getFirst()
            .text();
    assertTrue(
        text.contains(
            "hooks: {postStart: [{name: bucket, requires: [mc], command: [mc, mb, lake], timeout:"
                + " PT30S}]}"),
        text);
    assertTrue(text.contains("files: [{source: a/policy.json, dest: \"/etc/policy.json\"}]"), text);
  }

  /** Each is one finding at its place, and nothing comes of the file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: nginx",
        "image: \"nginx:latest\"",
        "image: \"${IMAGE}\"",
        "network_mode: host",
        "deploy: {replicas: 3}",
        "ports: [\"8000-8010:8000-8010\"]",
        "ports: [\"53:53/udp\"]",
        "volumes: [\"/var/run:/run\"]",
        "volumes: [\"./conf:/conf\"]",
        "environment: {A: \"x-${B}\"}",
        "environment: {A: [1]}",
        "healthcheck: {test: [FOO]}",
        "healthcheck: {test: [CMD, x], interval: often}",
        "command: \"sh -c 'x y'\"",
        "profiles: [a, b]",
        "restart: sometimes",
      })
  void whatHasNoFormIsOneFinding(String line) {
    FoundDiagnostics found = new FoundDiagnostics();
    String image = line.startsWith("image") ? "" : "    image: \"a:1\"\n";
    ServiceImport.Imported read = read("services:\n  web:\n" + image + "    " + line + "\n", found);
    assertEquals(
        List.of("RG-READ-061"), found.sorted().stream().map(it -> it.code().id()).toList());
    assertTrue(found.sorted().getFirst().span().isPresent());
    assertEquals(List.of(), read.services());
  }

  @Test
  void aServiceWithoutAPlaneAsksForIt() {
    FoundDiagnostics found = new FoundDiagnostics();
    byte[] yaml = "services: {web: {image: \"a:1\"}}\n".getBytes(StandardCharsets.UTF_8);
    ServiceImport.Said nobody =
        new ServiceImport.Said(Optional.empty(), new TreeMap<>(), Optional.empty(), true);
    new ServiceImport().read("x.yaml", yaml, nobody, found);
    assertTrue(found.sorted().getFirst().help().contains("--plane web="), found.sorted()::toString);
  }
}
