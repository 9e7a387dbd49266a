package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Task;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.argo.model.Template.Dag;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PackPlan;
import dev.regauge.templates.literal.JsonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A run's graph: a task for each asset after those that it needs, and what stands around them.
 *
 * <p>Argo skips what a {@code when} does not want and omits what a {@code depends} does not; both
 * tell that a step did not run and not why, so that a join asks every task before it whether it
 * failed.
 */
final class GraphLowering {
  static final String SETUP = "setup";
  static final String TEARDOWN = "teardown";
  static final String ALERT = "alert";

  /** A node without a pod, whose time is that at which the run began. */
  static final String BEGIN = "begin";

  private static final String BEGAN = "{{tasks." + BEGIN + ".startedAt}}";
  private static final String BEGIN_DONE = BEGIN + ".Succeeded";
  private static final String ENDED =
      "(%s.Succeeded || %s.Failed || %s.Errored || %s.Skipped || %s.Omitted)";
  private static final String NOT_FAILED = "(%s.Succeeded || %s.Skipped || %s.Omitted)";
  private static final String FAILED = "%s.Failed || %s.Errored";
  private static final String SUCCEEDED = "%s.Succeeded";
  private static final String IS_MADE = "'{{tasks.%s.outputs.parameters.status}}' == 'success'";

  private static final String IS_ASSET_MADE = "'{{tasks.%s.outputs.parameters.%s}}' == 'success'";

  private final JobPlan job;
  private final List<AssetPlan> assets;
  private final String reference;
  private final boolean isTold;
  private final boolean isNoted;
  private final SortedMap<String, AssetPlan> chosen = new TreeMap<>();
  private final SortedMap<String, List<String>> before = new TreeMap<>();

  /**
   * @param assets the job's, or some of them, upstream before downstream
   * @param reference the WorkflowTemplate that holds the steps, empty = the same one
   * @param isTold whether somebody is told when the run has failed
   * @param isNoted whether it is noted how each run ended
   */
  GraphLowering(
      JobPlan job, List<AssetPlan> assets, String reference, boolean isTold, boolean isNoted) {
    this.job = job;
    this.assets = assets;
    this.reference = reference;
    this.isTold = isTold;
    this.isNoted = isNoted;
    assets.forEach(asset -> chosen.put(asset.key(), asset));
    job.edges()
        .forEach(
            edge -> before.computeIfAbsent(edge.to(), to -> new ArrayList<>()).add(edge.from()));
  }

  /** Returns the graph of a run. */
  Dag whole() {
    List<Task> tasks = new ArrayList<>();
    if (isTimed()) {
      tasks.add(new Task(BEGIN, BEGIN, null, "", "", "", null));
    }
    tasks.addAll(steps());
    if (job.teardown().isPresent()) {
      List<String> all = tasks.stream().map(Task::name).toList();
      tasks.add(task(TEARDOWN, joined(all, ENDED, " && "), ""));
    }
    if (isTold) {
      tasks.add(alert());
    }
    boolean hidesFailures =
        isTold
            || job.teardown().isPresent()
            || assets.stream().anyMatch(asset -> asset.after().equals("all-done"));
    // Argo looks at the last tasks only, and those may succeed after one that failed.
    String target = hidesFailures ? String.join(" ", tasks.stream().map(Task::name).toList()) : "";
    return new Dag(target, tasks);
  }

  /**
   * Tells, when all has ended, of a run in which something failed: also of a pod that was lost.
   * Where the job pauses by failed runs, each other run is noted too.
   */
  private Task alert() {
    List<String> steps = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    if (job.packs().isEmpty()) {
      for (AssetPlan asset : assets) {
        String name = KubernetesName.ofTemplate(asset.identifier());
        steps.add(name);
        ends.add(end(JsonText.of(asset.key()).text(), name));
      }
    }
    for (PackPlan pack : packs()) {
      steps.add(PackLowering.name(pack));
      ends.add(end(JsonText.of(pack.identifier()).text(), PackLowering.name(pack)));
    }
    job.setup().ifPresent(_ -> steps.add(SETUP));
    job.teardown().ifPresent(_ -> steps.add(TEARDOWN));
    if (isNoted) {
      Stream.of(SETUP, TEARDOWN)
          .filter(steps::contains)
          .forEach(name -> ends.add(end(JsonText.of(name).text(), name)));
    }
    List<Parameter> parameters = new ArrayList<>(RunParameters.handedOn(job, BEGAN).parameters());
    parameters.add(Parameter.of(AlertLowering.ENDS, "{" + String.join(", ", ends) + "}"));
    return new Task(
        ALERT,
        reference.isEmpty() ? ALERT : "",
        reference.isEmpty() ? null : new Task.TemplateReference(reference, ALERT),
        isNoted ? joined(steps, ENDED, " && ") : joined(steps, FAILED, " || "),
        "",
        "",
        new Arguments(parameters));
  }

  private static String end(String key, String task) {
    return key + ": \"{{tasks." + task + ".status}}\"";
  }

  /** Returns the templates that the graph needs beside those of the steps. */
  List<Template> own() {
    return isTimed() ? List.of(Template.instant(BEGIN)) : List.of();
  }

  private List<Task> steps() {
    List<Task> tasks = new ArrayList<>();
    String begun = isTimed() ? BEGIN_DONE : "";
    if (job.setup().isPresent()) {
      tasks.add(task(SETUP, begun, ""));
    }
    String afterSetup = job.setup().isPresent() ? SUCCEEDED.replace("%s", SETUP) : begun;
    if (!job.packs().isEmpty()) {
      packs().forEach(pack -> tasks.add(task(pack, afterSetup)));
      return tasks;
    }
    for (AssetPlan asset : assets) {
      SortedSet<String> waited = names(upstream(asset.key()));
      String name = KubernetesName.ofTemplate(asset.identifier());
      if (waited.isEmpty()) {
        tasks.add(task(name, afterSetup, ""));
        continue;
      }
      tasks.add(
          switch (asset.after()) {
            case "all" ->
                task(name, joined(waited, SUCCEEDED, " && "), joined(waited, IS_MADE, " && "));
            case "any-not-failed" ->
                task(
                    name,
                    joined(names(ancestors(asset.key())), NOT_FAILED, " && "),
                    joined(waited, IS_MADE, " || "));
            case "all-done" -> task(name, joined(waited, ENDED, " && "), "");
            default -> throw new IllegalArgumentException("no order: " + asset.after());
          });
    }
    return tasks;
  }

  /** The packs of which something was chosen, each after those that it needs. */
  private List<PackPlan> packs() {
    return job.packs().stream().filter(pack -> !members(pack).isEmpty()).toList();
  }

  private List<AssetPlan> members(PackPlan pack) {
    return assets.stream().filter(asset -> pack.assets().contains(asset.key())).toList();
  }

  /** A pack begins when what its assets need of others was made, and nothing in those failed. */
  private Task task(PackPlan pack, String afterSetup) {
    SortedMap<String, AssetPlan> needs = new TreeMap<>();
    members(pack).forEach(asset -> needs.putAll(upstream(asset.key())));
    needs.keySet().removeAll(pack.assets());
    SortedSet<String> waited = new TreeSet<>();
    List<String> made = new ArrayList<>();
    for (PackPlan other : packs()) {
      for (AssetPlan need : needs.values()) {
        if (other.assets().contains(need.key())) {
          waited.add(PackLowering.name(other));
          made.add(
              String.format(
                  Locale.ROOT, IS_ASSET_MADE, PackLowering.name(other), PackLowering.status(need)));
        }
      }
    }
    List<Parameter> arguments = new ArrayList<>(RunParameters.handedOn(job, BEGAN).parameters());
    arguments.add(
        Parameter.of(
            PackLowering.ASSETS,
            String.join(",", members(pack).stream().map(AssetPlan::key).toList())));
    return task(
        PackLowering.name(pack),
        waited.isEmpty() ? afterSetup : joined(waited, SUCCEEDED, " && "),
        String.join(" && ", made),
        new Arguments(arguments));
  }

  private Task task(String name, String depends, String when) {
    return task(name, depends, when, RunParameters.handedOn(job, BEGAN));
  }

  private Task task(String name, String depends, String when, Arguments arguments) {
    return new Task(
        name,
        reference.isEmpty() ? name : "",
        reference.isEmpty() ? null : new Task.TemplateReference(reference, name),
        depends,
        when,
        "",
        arguments);
  }

  private boolean isTimed() {
    return RunParameters.isTimed(job);
  }

  /** The nearest chosen assets upstream; through assets that were not chosen the order holds on. */
  private SortedMap<String, AssetPlan> upstream(String key) {
    SortedMap<String, AssetPlan> found = new TreeMap<>();
    SortedSet<String> seen = new TreeSet<>();
    List<String> open = new ArrayList<>(List.of(key));
    while (!open.isEmpty()) {
      String at = open.removeLast();
      for (String upstream : before.getOrDefault(at, List.of())) {
        if (seen.add(upstream)) {
          AssetPlan asset = chosen.get(upstream);
          if (asset == null) {
            open.add(upstream);
          } else {
            found.put(upstream, asset);
          }
        }
      }
    }
    return found;
  }

  /** All before a join by whose failure it does not run; past one that always runs, none is. */
  private SortedMap<String, AssetPlan> ancestors(String key) {
    SortedMap<String, AssetPlan> found = new TreeMap<>(upstream(key));
    List<String> open = new ArrayList<>(found.keySet());
    while (!open.isEmpty()) {
      String at = open.removeLast();
      if (!chosen.containsKey(at) || !isAlwaysRun(at)) {
        upstream(at)
            .forEach(
                (name, asset) -> {
                  if (found.put(name, asset) == null) {
                    open.add(name);
                  }
                });
      }
    }
    return found;
  }

  private boolean isAlwaysRun(String key) {
    return Objects.requireNonNull(chosen.get(key)).after().equals("all-done");
  }

  private static SortedSet<String> names(SortedMap<String, AssetPlan> assets) {
    SortedSet<String> names = new TreeSet<>();
    assets.values().forEach(asset -> names.add(KubernetesName.ofTemplate(asset.identifier())));
    return names;
  }

  private static String joined(Collection<String> names, String form, String word) {
    return String.join(word, names.stream().map(name -> form.replace("%s", name)).toList());
  }
}
