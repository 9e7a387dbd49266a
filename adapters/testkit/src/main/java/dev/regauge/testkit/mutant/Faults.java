package dev.regauge.testkit.mutant;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.RetryPlan;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The faults that every adapter's tests must see. Another one is a line here, with the name of the
 * test that sees it on each engine in {@code golden/engines/tests/test_mutants.py}.
 */
public final class Faults {

  /** All faults, by their names. */
  public static final List<Fault> ALL =
      List.of(
          new Fault(
              "no_op",
              "the bundle loads and never runs anything",
              plan -> with(with(plan, "assets", List.of()), "jobs", List.of())),
          new Fault(
              "retries_off_by_one",
              "a step is given up one attempt too early",
              ofAssets(asset -> with(asset, "retry", fewer(asset.retry())))),
          new Fault(
              "dropped_zone",
              "a job runs at another hour than the product says",
              ofJobs(
                  job ->
                      with(
                          job,
                          "triggers",
                          job.triggers().stream()
                              .map(trigger -> with(trigger, "timezone", "UTC"))
                              .toList()))),
          new Fault(
              "flipped_catchup",
              "missed partitions are made that nobody wants, or not made",
              ofJobs(job -> with(job, "catchup", !job.catchup()))),
          new Fault(
              "lost_edge",
              "a step reads what is not made yet",
              plan ->
                  ofAssets(Faults::oneUpstreamLess).apply(ofJobs(Faults::oneEdgeLess).apply(plan))),
          new Fault(
              "lost_trigger",
              "a job never starts by itself",
              ofJobs(job -> with(job, "triggers", List.of()))),
          new Fault(
              "lost_step",
              "a job leaves out its last asset",
              ofJobs(job -> with(job, "assets", withoutLast(job.assets())))),
          new Fault(
              "lost_pool",
              "more steps than a store bears run at once",
              ofAssets(asset -> with(asset, "pool", Optional.empty()))),
          new Fault(
              "lost_check",
              "a broken table is published",
              ofAssets(asset -> with(asset, "checks", List.of()))),
          new Fault(
              "lost_params",
              "a run cannot be told what it is about",
              plan -> with(plan, "params", new TreeMap<>())));

  private Faults() {}

  private static UnaryOperator<ExecutionPlan> ofAssets(UnaryOperator<AssetPlan> change) {
    return plan -> with(plan, "assets", plan.assets().stream().map(change).toList());
  }

  private static UnaryOperator<ExecutionPlan> ofJobs(UnaryOperator<JobPlan> change) {
    return plan -> with(plan, "jobs", plan.jobs().stream().map(change).toList());
  }

  private static RetryPlan fewer(RetryPlan retry) {
    return with(retry, "waitSeconds", withoutLast(retry.waitSeconds()));
  }

  private static AssetPlan oneUpstreamLess(AssetPlan asset) {
    return with(asset, "upstream", withoutLast(asset.upstream()));
  }

  private static JobPlan oneEdgeLess(JobPlan job) {
    return with(job, "edges", withoutLast(job.edges()));
  }

  private static <T> List<T> withoutLast(List<T> list) {
    return list.isEmpty() ? list : List.copyOf(list.subList(0, list.size() - 1));
  }

  /** Returns a record that differs in one component. */
  @SuppressWarnings("unchecked")
  private static <R extends Record> R with(R record, String component, Object changed) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    boolean isThere = false;
    try {
      for (int i = 0; i < components.length; i++) {
        boolean isIt = components[i].getName().equals(component);
        isThere |= isIt;
        types[i] = components[i].getType();
        values[i] = isIt ? changed : components[i].getAccessor().invoke(record);
      }
      if (!isThere) {
        throw new IllegalStateException(record.getClass() + " has no " + component);
      }
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
