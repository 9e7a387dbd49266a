package dev.regauge.engine;

/** Regauge's own version, as bundles and {@code --version} tell it. */
public final class GeneratorVersion {

  /** The version of this build; a test holds it against the parent pom. */
  public static final String CURRENT = "0.1.0";

  private GeneratorVersion() {}
}
