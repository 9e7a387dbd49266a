package dev.regauge.engine.common;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.adapters.spi.RuntimeWheel;
import dev.regauge.engine.contract.PortContracts;
import dev.regauge.engine.monitoring.Monitoring;
import dev.regauge.engine.semantic.CubeModels;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.model.Warehouses;
import dev.regauge.spec.plan.ContainerRuns;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.templates.runtime.RuntimePackage;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that every bundle has: the product home, in which a step finds the plan, the user's
 * code, the environments' values and what its own environment is made of.
 */
public final class CommonFiles {

  /** Where the neutral plan lies in every bundle. */
  public static final String PLAN = "plan.json";

  /** The types of resources that a step reaches by clients of their own. */
  private static final List<String> BUSES = List.of(Carriers.DATA_BUS, Carriers.CONTROL_BUS);

  private CommonFiles() {}

  /** Returns the runtime's wheel, which an adapter may name in its files. */
  public static RuntimeWheel wheel() {
    return new RuntimeWheel(RuntimePackage.wheelName(), Content.bytes(RuntimePackage.wheel()));
  }

  /**
   * Returns the product home's files.
   *
   * @param code the user's files under {@code code/}, byte for byte
   * @param userLock the user's own lock with the files that belong to it, under {@code locks/}; see
   *     {@link #lockPath}
   */
  public static List<BundleFile> of(
      ExecutionPlan plan, List<BundleFile> code, List<BundleFile> userLock) {
    List<BundleFile> files = new ArrayList<>(code);
    files.addAll(userLock);
    RuntimeWheel wheel = wheel();
    files.add(BundleFile.text(PLAN, PlanJson.write(plan)));
    plan.environments()
        .forEach(
            (name, environment) ->
                files.add(
                    BundleFile.text(
                        "env/" + name + ".json",
                        PlanJson.write(environment),
                        List.of("environments[" + name + "]"))));
    files.addAll(PortContracts.of(plan));
    files.addAll(Monitoring.of(plan));
    files.addAll(CubeModels.of(plan));
    files.addAll(ExternalSecrets.of(plan));
    files.add(regular("wheels/" + wheel.fileName(), wheel.content()));
    files.add(BundleFile.text("locks/step.txt", stepLock(plan)));
    DbtLocks.of(plan, userLock)
        .ifPresent(lock -> files.add(BundleFile.text("locks/dbt.txt", lock)));
    if (needsSpark(plan, userLock)) {
      files.add(BundleFile.text("locks/spark.txt", RuntimePackage.sparkLock()));
    }
    files.add(
        BundleFile.text("locks/python.txt", plan.code().python() + "\n", List.of("code.python")));
    files.add(BundleFile.script("make-env.sh", RuntimePackage.makeEnv()));
    files.add(BundleFile.text("tests/test_references.py", RuntimePackage.referenceTest()));
    if (plan.assets().stream().anyMatch(asset -> isIngestion(asset.run()))) {
      files.add(
          BundleFile.text("tests/test_ingestion_errors.py", RuntimePackage.ingestionErrorsTest()));
    }
    return List.copyOf(files);
  }

  private static boolean isIngestion(RunPlan run) {
    return run instanceof RunPlan.Dlt
        || run instanceof RunPlan.Connector
        || run instanceof RunPlan.Airbyte;
  }

  /**
   * Returns where {@code make-env.sh} looks for the user's lock: {@code locks/user/uv.lock}, or
   * {@code locks/user.txt} for pinned requirements under any name.
   */
  public static BundlePath lockPath(String lock) {
    boolean isUvLock = lock.equals("uv.lock") || lock.endsWith("/uv.lock");
    return new BundlePath(isUvLock ? "locks/user/uv.lock" : "locks/user.txt");
  }

  /**
   * dlt has many dependencies, and clients of buses, catalogs and clusters are large: each is where
   * a step needs it.
   */
  private static String stepLock(ExecutionPlan plan) {
    boolean usesDlt = plan.assets().stream().anyMatch(asset -> asset.run() instanceof RunPlan.Dlt);
    StringBuilder lock =
        new StringBuilder(usesDlt ? RuntimePackage.dltLock() : RuntimePackage.stepLock());
    if (plan.resources().values().stream().anyMatch(resource -> BUSES.contains(resource.type()))) {
      lock.append(RuntimePackage.busLock());
    }
    if (plan.resources().values().stream()
        .anyMatch(resource -> resource.type().equals(Warehouses.TRINO))) {
      lock.append(RuntimePackage.trinoLock());
    }
    if (hasCatalog("glue", plan)) {
      lock.append(RuntimePackage.glueLock());
    }
    if (hasCatalog("hive", plan)) {
      lock.append(RuntimePackage.hiveLock());
    }
    if (ContainerRuns.areIn(plan)) {
      lock.append(RuntimePackage.podLock());
    }
    return lock.toString();
  }

  private static boolean hasCatalog(String type, ExecutionPlan plan) {
    return plan.catalogs().values().stream().anyMatch(catalog -> catalog.type().equals(type));
  }

  /** A product whose own lock holds PySpark runs its applications with that. */
  private static boolean needsSpark(ExecutionPlan plan, List<BundleFile> userLock) {
    return plan.assets().stream().anyMatch(asset -> asset.run() instanceof RunPlan.Spark)
        && !UserLocks.hold(userLock, "pyspark");
  }

  private static BundleFile regular(String path, Content content) {
    return new BundleFile(new BundlePath(path), content, FileMode.REGULAR, List.of());
  }
}
