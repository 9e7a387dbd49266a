package dev.regauge.plugins.api;

/** Makes the step of an asset from others. */
public interface TransformPlugin {

  /** Returns fields of the asset for {@code run: {python: "plugin:NAME"}}, {@code run} at least. */
  StepAnswer transform(StepRequest request);
}
