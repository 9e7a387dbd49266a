package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.AssetJob;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyIdentifier;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** View of {@code jobs.py}. */
public record JobsView(
    PyCode product,
    PyCode packageName,
    boolean hasJobs,
    boolean hasImports,
    PyCode imports,
    List<JobView> jobs,
    List<ScheduleView> schedules,
    List<SensorView> sensors) {

  static final Template<JobsView> TEMPLATE =
      new Template<>("templates/dagster/jobs.py.peb", JobsView.class);

  static JobsView of(CodeLocation location) {
    TreeSet<String> constants = new TreeSet<>();
    List<ScheduleView> schedules = new ArrayList<>();
    for (AssetJob job : location.jobs()) {
      for (AssetJob.Schedule schedule : job.schedules()) {
        job.windowsConstant().ifPresent(constants::add);
        job.keysConstant().ifPresent(constants::add);
        schedules.add(ScheduleView.of(job, schedule));
      }
    }
    List<SensorView> sensors = new ArrayList<>();
    location.jobs().forEach(job -> job.poll().ifPresent(poll -> sensors.add(sensor(job, poll))));
    location.jobs().stream()
        .filter(job -> job.poll().isPresent())
        .flatMap(job -> job.keysConstant().stream())
        .forEach(constants::add);
    List<String> names = new ArrayList<>(constants);
    if (location.jobs().stream()
        .anyMatch(job -> job.poll().filter(poll -> !poll.runsOf().isEmpty()).isPresent())) {
      names.add("ended_runs");
    }
    if (!sensors.isEmpty()) {
      names.add("polled_requests");
    }
    if (!schedules.isEmpty()) {
      names.add("schedule_status");
    }
    if (!sensors.isEmpty()) {
      names.add("sensor_status");
    }
    boolean isLimited = location.jobs().stream().anyMatch(job -> job.maxSteps().isPresent());
    if (isLimited) {
      names.add("steps_at_once");
    }
    if (!schedules.isEmpty()) {
      names.add("tick_requests");
    }
    if (location.jobs().stream()
        .filter(job -> job.poll().isPresent() || !job.schedules().isEmpty())
        .anyMatch(job -> job.keysConstant().isPresent())) {
      names.add("with_keys");
    }
    return new JobsView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        !location.jobs().isEmpty(),
        !names.isEmpty(),
        Imports.of("from " + location.packageName() + ".common import ", names),
        location.jobs().stream().map(JobView::of).toList(),
        schedules,
        sensors);
  }

  private static SensorView sensor(AssetJob job, AssetJob.Poll poll) {
    PyExpr status =
        PyExpr.call(
            "sensor_status",
            List.of(
                PyLiteral.of(job.name()),
                PyExpr.keyword("enabled", PyLiteral.of(poll.isEnabled()))));
    return new SensorView(
        PyLiteral.of(poll.name()).code(),
        PyExpr.name(job.constant()).code(),
        PyLiteral.of(poll.everySeconds()).code(),
        status.after("    default_status="),
        new PyIdentifier(poll.function()).code(),
        withKeys(job, PyExpr.call("polled_requests", question(job, poll))).after("    return "));
  }

  /** What a look for a job's triggers says to the runtime. */
  private static List<PyExpr> question(AssetJob job, AssetJob.Poll poll) {
    PyExpr name = PyLiteral.of(job.name());
    return poll.runsOf().isEmpty()
        ? List.of(name)
        : List.of(
            name,
            PyExpr.keyword(
                "runs",
                PyExpr.call(
                    "ended_runs",
                    List.of(PyExpr.name("context.instance"), PyLiteral.of(poll.runsOf())))));
  }

  /** Runs of a dynamic partition set are for keys that Dagster has to know first. */
  private static PyExpr withKeys(AssetJob job, PyExpr requests) {
    return job.keysConstant()
        .map(
            keys ->
                PyExpr.call(
                    "with_keys",
                    List.of(PyExpr.name("context.instance"), PyExpr.name(keys), requests)))
        .orElse(requests);
  }

  /** A sensor that looks for a job's other triggers. */
  public record SensorView(
      PyCode name, PyCode job, PyCode every, PyCode status, PyCode function, PyCode call) {}

  /** A job. */
  public record JobView(
      PyCode constant,
      PyCode name,
      PyCode selection,
      PyCode tags,
      boolean hasExecutor,
      PyCode executor) {

    static JobView of(AssetJob job) {
      List<PyExpr> keys = job.selection().stream().map(Py::assetKey).toList();
      return new JobView(
          PyExpr.name(job.constant()).code(),
          PyLiteral.of(job.engineName()).code(),
          PyExpr.call("dg.AssetSelection.assets", keys).after("    selection="),
          PyLiteral.of(job.tags()).after("    tags="),
          job.maxSteps().isPresent(),
          PyExpr.call("steps_at_once", List.of(PyLiteral.of(job.maxSteps().orElse(0)))).code());
    }
  }

  /** A schedule of a job. */
  public record ScheduleView(
      PyCode name,
      PyCode job,
      PyCode cron,
      PyCode timezone,
      PyCode status,
      PyCode function,
      PyCode call) {

    static ScheduleView of(AssetJob job, AssetJob.Schedule schedule) {
      PyExpr status =
          PyExpr.call(
              "schedule_status",
              List.of(
                  PyLiteral.of(job.name()),
                  PyExpr.keyword("enabled", PyLiteral.of(schedule.isEnabled()))));
      List<PyExpr> arguments = new ArrayList<>();
      arguments.add(PyExpr.name("context"));
      arguments.add(PyExpr.keyword("job", PyLiteral.of(job.name())));
      job.windowsConstant()
          .ifPresent(windows -> arguments.add(PyExpr.keyword("windows", PyExpr.name(windows))));
      if (schedule.isCatchingUp()) {
        arguments.add(PyExpr.keyword("catchup", PyLiteral.of(true)));
      }
      if (job.pausesAfter() > 0) {
        arguments.add(PyExpr.keyword("pauses_after", PyLiteral.of(job.pausesAfter())));
      }
      if (job.skipsWhenRunning()) {
        arguments.add(PyExpr.keyword("skip_when_running", PyLiteral.of(true)));
      }
      return new ScheduleView(
          PyLiteral.of(schedule.name()).code(),
          PyExpr.name(job.constant()).code(),
          PyLiteral.of(schedule.cron()).code(),
          PyLiteral.of(schedule.timezone()).code(),
          status.after("    default_status="),
          new PyIdentifier(schedule.function()).code(),
          withKeys(job, PyExpr.call("tick_requests", arguments)).after("    return "));
    }
  }
}
