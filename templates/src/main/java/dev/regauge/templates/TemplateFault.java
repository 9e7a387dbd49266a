package dev.regauge.templates;

/**
 * A template or a view that is wrong: a missing variable, an unfinished value, bad syntax. Our bug,
 * never the user's.
 */
public final class TemplateFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the template in front of the reason. */
  public TemplateFault(String resource, String reason) {
    super(resource + ": " + reason);
  }

  /** Names the template in front of the engine's own message, which has the line. */
  public TemplateFault(String resource, Exception cause) {
    super(resource + ": " + cause.getMessage(), cause);
  }
}
