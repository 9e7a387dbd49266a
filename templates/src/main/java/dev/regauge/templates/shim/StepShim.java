package dev.regauge.templates.shim;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;

/**
 * View of {@code <scope>_step.py}: the module by which an engine runs a product's steps as
 * commands. Alike on every engine that imports Python, so it stands here and not in an adapter.
 */
public record StepShim(PyCode product, PyCode scope, boolean tellsOfRuns, boolean hasPacks) {

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
    return new StepShim(PyText.comment(product), PyLiteral.of(scope).code(), tellsOfRuns, hasPacks);
  }
}
