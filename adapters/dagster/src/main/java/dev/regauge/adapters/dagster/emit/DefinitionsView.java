package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.AssetJob;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** View of {@code definitions.py}. */
public record DefinitionsView(
    PyCode product,
    PyCode location,
    PyCode packageName,
    boolean hasModules,
    PyCode modules,
    boolean isLong,
    List<PyCode> moduleNames,
    PyCode assets,
    PyCode jobs,
    PyCode schedules,
    boolean hasSensors,
    PyCode sensors,
    PyCode executor,
    PyCode metadata) {

  static final Template<DefinitionsView> TEMPLATE =
      new Template<>("templates/dagster/definitions.py.peb", DefinitionsView.class);

  static DefinitionsView of(CodeLocation location) {
    List<String> modules =
        new ArrayList<>(location.groups().stream().map(CodeLocation.AssetGroup::module).toList());
    if (!location.jobs().isEmpty()) {
      modules.add("jobs");
    }
    location.watcher().ifPresent(_ -> modules.add(WatcherView.MODULE));
    location.keyKeeper().ifPresent(_ -> modules.add(KeysView.MODULE));
    location.alerts().ifPresent(_ -> modules.add(AlertsView.MODULE));
    modules.sort(ImportOrder.INSTANCE);
    List<PyExpr> assets =
        location.groups().stream()
            .flatMap(
                group ->
                    group.steps().stream()
                        .map(step -> PyExpr.name(group.module() + "." + step.function())))
            .toList();
    List<PyExpr> jobs =
        location.jobs().stream().map(job -> PyExpr.name("jobs." + job.constant())).toList();
    List<PyExpr> schedules =
        location.jobs().stream()
            .map(AssetJob::schedules)
            .flatMap(List::stream)
            .map(schedule -> PyExpr.name("jobs." + schedule.function()))
            .toList();
    List<PyExpr> sensors = new ArrayList<>();
    location.watcher().ifPresent(_ -> sensors.add(PyExpr.name(WatcherView.MODULE + ".look")));
    location.keyKeeper().ifPresent(_ -> sensors.add(PyExpr.name(KeysView.MODULE + ".keep_keys")));
    location.alerts().ifPresent(_ -> sensors.add(PyExpr.name(AlertsView.MODULE + ".tell")));
    if (location.isTraced()) {
      sensors.add(PyExpr.name(AlertsView.MODULE + ".tell_of_success"));
    }
    location.jobs().stream()
        .flatMap(job -> job.poll().stream())
        .map(poll -> PyExpr.name("jobs." + poll.function()))
        .forEach(sensors::add);
    PyCode imported = Imports.of("from " + location.packageName() + " import ", modules);
    return new DefinitionsView(
        PyText.comment(location.product()),
        PyText.comment(location.name()),
        PyExpr.name(location.packageName()).code(),
        !modules.isEmpty(),
        imported,
        // The comment that lets them stand here belongs to the statement's first line.
        imported.text().startsWith("("),
        modules.stream().map(module -> PyExpr.name(module).code()).toList(),
        PyExpr.list(assets).after("    assets="),
        PyExpr.list(jobs).after("    jobs="),
        PyExpr.list(schedules).after("    schedules="),
        !sensors.isEmpty(),
        PyExpr.list(sensors).after("    sensors="),
        executor(location.executor()).after("    executor="),
        PyLiteral.of(location.metadata()).after("    metadata="));
  }

  private static PyExpr executor(String executor) {
    if (executor.equals("in_process")) {
      return PyExpr.name("dg.in_process_executor");
    }
    // A fork server imports Dagster once; a fresh interpreter for each step costs seconds.
    return PyExpr.method(
        PyExpr.name("dg.multiprocess_executor"),
        "configured",
        List.of(PyLiteral.of(Map.of("start_method", Map.of("forkserver", Map.of())))));
  }
}
