package dev.regauge.templates.shim;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.List;
import java.util.stream.Stream;

/**
 * View of {@code <scope>_step.py}: the module by which an engine runs a product's steps as
 * commands. Alike on every engine that imports Python, so it stands here and not in an adapter.
 */
public record StepShim(
    PyCode product,
    PyCode scope,
    boolean tellsOfRuns,
    boolean hasPacks,
    PyCode hidden,
    boolean saysEngine,
    PyCode engine) {

  /** The engine's Python paths, and settings that may hold the password of its database. */
  private static final List<String> HIDDEN = List.of("PYTHONPATH", "PYTHONHOME", "AIRFLOW_");

  /** The template of this view. */
  public static final Template<StepShim> TEMPLATE =
      new Template<>("templates/shim/step.py.peb", StepShim.class);

  /**
   * Returns the view for a product and the scope of its global names.
   *
   * @param tellsOfRuns whether the engine has to say which runs failed
   * @param hasPacks whether some step runs several assets
   */
  public static StepShim of(String product, String scope, boolean tellsOfRuns, boolean hasPacks) {
    return new StepShim(
        PyText.comment(product),
        PyLiteral.of(scope).code(),
        tellsOfRuns,
        hasPacks,
        PyLiteral.tuple(HIDDEN).after("HIDDEN = "),
        false,
        PyLiteral.of("").code());
  }

  /**
   * Returns the same, which says to the steps which engine runs them, for those that tell of it.
   *
   * @param name of the engine, for example {@code dagster}; empty = nobody is told
   */
  public StepShim saying(String name) {
    return new StepShim(
        product, scope, tellsOfRuns, hasPacks, hidden, !name.isEmpty(), PyLiteral.of(name).code());
  }

  /**
   * Returns the same, which keeps more of the engine's variables from the steps.
   *
   * @param prefixes of their names, for example {@code PREFECT_}
   */
  public StepShim hiding(List<String> prefixes) {
    List<String> all = Stream.concat(HIDDEN.stream(), prefixes.stream()).distinct().toList();
    return new StepShim(
        product,
        scope,
        tellsOfRuns,
        hasPacks,
        PyLiteral.tuple(all).after("HIDDEN = "),
        saysEngine,
        engine);
  }
}
