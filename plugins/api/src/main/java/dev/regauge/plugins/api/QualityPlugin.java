package dev.regauge.plugins.api;

/** Makes the test of a check. */
public interface QualityPlugin {

  /**
   * Returns a test for {@code python: {entrypoint: "plugin:NAME", params: …}}: one kind of check
   * that the spec has, for example {@code {"expression": {"sql": "amount >= 0"}}}.
   */
  StepAnswer test(StepRequest request);
}
