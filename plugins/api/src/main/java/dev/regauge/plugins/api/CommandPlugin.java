package dev.regauge.plugins.api;

import java.util.List;

/** Is a command of the command line, named like the plugin: {@code regauge x NAME …}. */
public interface CommandPlugin {

  /** Does the command. */
  Answer run(Request request);

  /**
   * What is asked.
   *
   * @param arguments what stands behind the command's name
   * @param folder the folder that the caller is in, absolute
   */
  record Request(List<String> arguments, String folder) {
    public Request {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * What came of it.
   *
   * @param exitCode 0 for fine; anything else becomes the exit code of a failed plugin
   * @param out for the standard output
   * @param talk for the standard error
   */
  record Answer(int exitCode, String out, String talk) {}
}
