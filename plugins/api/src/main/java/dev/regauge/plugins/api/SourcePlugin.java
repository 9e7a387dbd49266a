package dev.regauge.plugins.api;

/** Makes the step of an asset that loads from a system outside. */
public interface SourcePlugin {

  /**
   * Returns fields of the asset for {@code run: {connector: {type: NAME, config: …}}}: {@code run},
   * and what the run needs, for example {@code env}.
   */
  StepAnswer source(StepRequest request);
}
