package dev.regauge.plugins.api;

/** Finds the secrets of another store. Sees names only, never a secret. */
public interface SecretsPlugin {

  /**
   * Returns the reference {@code {name, key, source}} that stands for one whose {@code source} is
   * the store; its source is one that steps can read.
   */
  StepAnswer secret(StepRequest request);
}
