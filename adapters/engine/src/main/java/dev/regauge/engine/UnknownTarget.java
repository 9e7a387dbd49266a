package dev.regauge.engine;

/** A target or adapter that the command line names and that there is not: a mistake of usage. */
public final class UnknownTarget extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is unknown and what there is. */
  public UnknownTarget(String message) {
    super(message);
  }
}
