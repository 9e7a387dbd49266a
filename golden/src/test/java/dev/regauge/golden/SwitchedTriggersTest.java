package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PlanJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Which triggers fire in which environment is one rule, {@link EnvironmentPlan#fires}; the
 * generated files are asked what they do, each in its own language.
 *
 * <p>The Python is the generated one: only the engine's import is left away, since the engine has
 * no say in this.
 */
class SwitchedTriggersTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}
      assets:
        - {key: a/b, run: {command: "true"}}
      jobs:
        - name: some
          select: ["*"]
          triggers:
            - {cron: "0 6 * * *"}
            - {cron: "0 7 * * *", enabled: false}
            - {cron: "0 8 * * *", timezone: Europe/London, enabled: false}
        - {name: none, select: ["*"], triggers: [{cron: "0 9 * * *", enabled: false}]}
        - {name: all, select: ["*"], triggers: [{cron: "0 10 * * *"}]}
      environments:
        switched-on: {jobs: {some: {enabled: true}, none: {enabled: true}, all: {enabled: true}}}
        switched-off: {jobs: {some: {enabled: false}, none: {enabled: false}, all: {enabled: false}}}
        silent: {}
      """;

  /** Prints {@code job cron zone} of each tick that the timetables of the DAGs get. */
  private static final String AIRFLOW =
      """
      import ast, pathlib, sys
      root = pathlib.Path(sys.argv[1])
      sys.path.insert(0, str(root / "plugins"))
      import default_shop_step as step
      module = ast.parse((root / "plugins/default_shop_task.py").read_text())
      module.body = [part for part in module.body if getattr(part, "name", "") == "enabled_ticks"]
      names = {"step": step, "Sequence": list, "Tick": tuple}
      exec(compile(module, "task", "exec"), names)
      for path in sorted((root / "dags").glob("*.py")):
          for part in ast.walk(ast.parse(path.read_text())):
              if isinstance(part, ast.Call) and getattr(part.func, "id", "") == "enabled_ticks":
                  for tick in eval(ast.unparse(part), names):
                      print(path.stem.removeprefix("shop__"), *tick, sep="|")
      """;

  /** The same from the schedules' default status. */
  private static final String DAGSTER =
      """
      import ast, os, pathlib, sys
      root = pathlib.Path(sys.argv[1])
      sys.path.insert(0, str(root / "src/shop_dagster"))
      import default_shop_step as step
      common = ast.parse((root / "src/shop_dagster/common.py").read_text())
      status = next(part for part in common.body if getattr(part, "name", "") == "schedule_status")
      is_on = ast.unparse(next(part for part in status.body if isinstance(part, ast.Assign)).value)
      for part in ast.walk(ast.parse((root / "src/shop_dagster/jobs.py").read_text())):
          if isinstance(part, ast.Call) and ast.unparse(part.func) == "dg.schedule":
              given = {argument.arg: argument.value for argument in part.keywords}
              call = given["default_status"]
              job, enabled = call.args[0].value, call.keywords[0].value.value
              if eval(is_on, {"os": os, "step": step, "job": job, "enabled": enabled}):
                  print(job, given["cron_schedule"].value, given["execution_timezone"].value, sep="|")
      """;

  @TempDir static Path made;
  private static ExecutionPlan plan;

  @BeforeAll
  static void write() throws IOException {
    Path product = Files.writeString(made.resolve("product.yaml"), PRODUCT);
    Cases.Outcome outcome = Cases.generate(product);
    assertEquals("", outcome.findings());
    for (Map.Entry<String, BundleFile> file : outcome.files().entrySet()) {
      Path path = made.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().content().toBytes());
    }
    plan = PlanJson.read(Files.readString(made.resolve("argo/plan.json")));
  }

  @Test
  void theRuleIsThatTheEnvironmentsWordCounts() {
    assertEquals(5, firing("switched-on").size());
    assertEquals(List.of(), firing("switched-off"));
    assertEquals(List.of("all|0 10 * * *|UTC", "some|0 6 * * *|UTC"), firing("silent"));
    assertEquals(firing(""), firing("silent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "switched-on", "switched-off", "silent"})
  void airflowTakesThoseTicks(String environment) throws Exception {
    assertEquals(firing(environment), said(AIRFLOW, "airflow", environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "switched-on", "switched-off", "silent"})
  void dagsterStartsThoseSchedules(String environment) throws Exception {
    assertEquals(firing(environment), said(DAGSTER, "dagster", environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "switched-on", "switched-off", "silent"})
  void argoSubmitsByThoseLines(String environment) throws IOException {
    List<String> found = new ArrayList<>();
    for (JobPlan job : plan.jobs()) {
      for (Object document : load("argo/manifests/shop-" + job.name() + ".yaml")) {
        Map<?, ?> cron = (Map<?, ?>) document;
        if ("CronWorkflow".equals(cron.get("kind"))) {
          Map<Object, Object> spec = new TreeMap<>((Map<?, ?>) cron.get("spec"));
          spec.putAll(patched(environment, ((Map<?, ?>) cron.get("metadata")).get("name")));
          if (Boolean.FALSE.equals(spec.get("suspend"))) {
            for (Object line : (List<?>) spec.get("schedules")) {
              found.add(job.name() + "|" + line + "|" + spec.get("timezone"));
            }
          }
        }
      }
    }
    assertEquals(firing(environment), found.stream().sorted().toList());
  }

  /** What the overlay replaces in a CronWorkflow's spec. */
  private static Map<Object, Object> patched(String environment, Object name) throws IOException {
    Map<Object, Object> replaced = new TreeMap<>();
    if (!environment.isEmpty()) {
      Map<?, ?> overlay =
          (Map<?, ?>) load("argo/env/" + environment + "/kustomization.yaml").getFirst();
      List<?> patches = overlay.get("patches") instanceof List<?> written ? written : List.of();
      for (Object item : patches) {
        Map<?, ?> patch = (Map<?, ?>) item;
        if (((Map<?, ?>) patch.get("target")).get("name").equals(name)) {
          for (Object part : (List<?>) parse(patch.get("patch").toString()).getFirst()) {
            Map<?, ?> change = (Map<?, ?>) part;
            assertEquals("replace", change.get("op"));
            String path = change.get("path").toString();
            replaced.put(path.substring("/spec/".length()), change.get("value"));
          }
        }
      }
    }
    return replaced;
  }

  private static List<String> firing(String environment) {
    Optional<EnvironmentPlan> chosen = Optional.ofNullable(plan.environments().get(environment));
    List<String> firing = new ArrayList<>();
    for (JobPlan job : plan.jobs()) {
      for (JobPlan.CronTrigger trigger : job.triggers()) {
        if (chosen.map(it -> it.fires(job.name(), trigger)).orElse(trigger.enabled())) {
          firing.add(job.name() + "|" + trigger.cron() + "|" + trigger.timezone());
        }
      }
    }
    return firing.stream().sorted().toList();
  }

  private static List<String> said(String script, String target, String environment)
      throws IOException, InterruptedException {
    String folder = made.resolve(target).toString();
    ProcessBuilder python = new ProcessBuilder("python3", "-c", script, folder);
    python.environment().put("REGAUGE_ENV", environment);
    Process process = python.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().sorted().toList();
  }

  private static List<Object> load(String path) throws IOException {
    return parse(Files.readString(made.resolve(path)));
  }

  private static List<Object> parse(String yaml) {
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
    return documents;
  }
}
