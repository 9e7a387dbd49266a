package dev.regauge.cli;

/** What the process tells its caller. A step's own exit codes never come through here. */
public final class ExitCode {
  public static final int FINE = 0;
  public static final int WRONG_SPEC = 1;
  public static final int USAGE = 2;

  /**
   * {@code generate --check} found changes, {@code compare} found differences, {@code import} left
   * places for a person.
   */
  public static final int CHANGES = 3;

  /** Disk, network, a tool that is missing. */
  public static final int ENVIRONMENT = 4;

  /** Another run writes to the output. */
  public static final int LOCKED = 5;

  /** A plugin is not the one that was locked. */
  public static final int NOT_AS_LOCKED = 6;

  /** A plugin or adapter failed, or cannot be loaded. */
  public static final int PLUGIN = 7;

  /** The pipeline ran and failed. */
  public static final int RUN_FAILED = 8;

  /** Our bug. */
  public static final int BUG = 70;

  private ExitCode() {}
}
