package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table by which an override changes a service, a rule a test. */
class ServiceOverridesTest {
  private static final String HEAD = "apiVersion: regauge.dev/v1\nkind: ";

  private static final String SERVICE =
      HEAD
          + """
          Service
          metadata: {name: db, owner: "team:platform", labels: {tier: data, cost: shared}}
          plane: relational
          image: {repository: postgres, tag: "17", pullPolicy: Always}
          command: [postgres, -c, a=1]
          ports: [{name: sql, container: 5432}, {name: metrics, container: 9187}]
          env: {LOG: info, TRACE: "on", SECRET: {secretRef: pg/password}}
          volumes: [{name: data, path: /data}, {name: run, path: /run}]
          health: {tcp: 5432, period: PT5S}
          dependsOn: [cache, queue]
          """;

  @Test
  void portsReplace() {
    assertEquals(
        "[ServicePortSpec[name=x, container=1, service=Optional.empty]]",
        with("ports: [{name: x, container: 1}]").ports().toString());
  }

  @Test
  void variablesJoinByName() {
    ServiceSpec db = with("env: {LOG: debug, MORE: x, SECRET: {env: PLAIN}}");
    assertEquals(List.of("LOG", "MORE", "SECRET", "TRACE"), List.copyOf(db.env().keySet()));
    assertTrue(db.env().toString().contains("LOG=Text[text=debug]"), db.env().toString());
    // A value is one value, however it is written: the reference is not mixed with the other one.
    assertTrue(
        db.env().toString().contains("SECRET=EnvironmentRef[env=PLAIN]"), db.env().toString());
  }

  @Test
  void labelsJoinByName() {
    ServiceSpec db = with("metadata: {name: db, labels: {cost: shop}}");
    assertEquals(Map.of("tier", "data", "cost", "shop"), db.metadata().labels());
    assertEquals("team:platform", db.metadata().owner().orElseThrow());
  }

  @Test
  void volumesAreAddedOrTakeThePlaceOfTheirName() {
    ServiceSpec db = with("volumes: [{name: run, path: /other}, {name: more, path: /more}]");
    assertEquals(
        List.of("data:/data", "run:/other", "more:/more"),
        db.volumes().stream().map(volume -> volume.name() + ":" + volume.path()).toList());
  }

  @Test
  void commandReplaces() {
    assertEquals(List.of("postgres"), with("command: [postgres]").command().orElseThrow());
  }

  @Test
  void dependenciesReplace() {
    assertEquals(List.of("queue"), with("dependsOn: [queue]").dependsOn());
  }

  @Test
  void healthReplacesWhole() {
    ServiceSpec.HealthSpec health =
        with("health: {http: {path: /, port: 80}}").health().orElseThrow();
    assertTrue(health.period().isEmpty(), health.toString());
  }

  @Test
  void anImageReplacesWhole() {
    assertTrue(with("image: postgres:18").image().orElseThrow().pullPolicy().isEmpty());
  }

  @Test
  void nothingTakesAway() {
    ServiceSpec db = with("env: {TRACE: null}\nhealth: null\ndependsOn: ~");
    assertEquals(List.of("LOG", "SECRET"), List.copyOf(db.env().keySet()));
    assertTrue(db.health().isEmpty());
    assertEquals(List.of(), db.dependsOn());
  }

  @Test
  void aServiceCanBeSwitchedOff() {
    assertEquals(
        List.of(), read(Map.of("b.yaml", override("enabled: false"))).product().services());
    assertEquals(1, read(Map.of("b.yaml", override("enabled: true"))).product().services().size());
  }

  @Test
  void theLaterFileHasTheLastWord() {
    ServiceSpec db =
        read(Map.of(
                "z.yaml", override("user: \"2\"\nenv: {LOG: z}"),
                "b.yaml", override("user: \"1\"\nenv: {LOG: b, B: b}")))
            .product()
            .services()
            .getFirst();
    assertEquals("2", db.user().orElseThrow());
    assertTrue(db.env().toString().contains("LOG=Text[text=z]"), db.env().toString());
    assertTrue(db.env().containsKey("B"));
  }

  @Test
  void aMistakeIsWhereItIsWritten() {
    String said = read(Map.of("b.yaml", override("prots: []"))).text();
    assertTrue(said.contains("--> b.yaml:4:1"), said);
  }

  @Test
  void whatItTakesAwayStaysWhenItIsFormatted() {
    String text =
        HEAD
            + "ServiceOverride\nmetadata: {name: db}\nenv: {TRACE: null}\nhealth: null\nenabled: true\n";
    FoundDiagnostics found = new FoundDiagnostics();
    String written =
        new SpecFormatter()
            .format("b.yaml", text.getBytes(StandardCharsets.UTF_8), found)
            .text()
            .orElseThrow(() -> new AssertionError(found.sorted().toString()));
    assertTrue(written.contains("TRACE: null") && written.contains("health: null"), written);
    assertTrue(written.contains("enabled: true"), written);
  }

  private static ServiceSpec with(String fields) {
    return read(Map.of("b.yaml", override(fields))).product().services().getFirst();
  }

  private static String override(String fields) {
    String metadata = fields.startsWith("metadata") ? "" : "metadata: {name: db}\n";
    return HEAD + "ServiceOverride\n" + metadata + fields + "\n";
  }

  private static Reading read(Map<String, String> overrides) {
    TreeMap<String, String> files = new TreeMap<>(overrides);
    files.put("a.yaml", SERVICE);
    String text = Reading.HEAD + "include: ['*.yaml']\n";
    return Reading.of(text.getBytes(StandardCharsets.UTF_8), files);
  }
}
