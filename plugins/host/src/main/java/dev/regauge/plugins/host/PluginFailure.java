package dev.regauge.plugins.host;

/** A plugin that gave no answer; the message says why, in one line that may follow its name. */
public final class PluginFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Takes the reason. */
  public PluginFailure(String why) {
    super(why);
  }
}
