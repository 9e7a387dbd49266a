package dev.regauge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** A program that a command starts: its output goes to the terminal, and it ends when we do. */
final class ChildProcess {
  private ChildProcess() {}

  /**
   * Runs the program to its end and returns its exit code.
   *
   * @param out where its standard output goes
   * @param err where its standard error goes
   */
  static int run(ProcessBuilder program, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    Process process = program.redirectInput(ProcessBuilder.Redirect.from(NOTHING)).start();
    Thread ending = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      Thread errors = copy(process.getErrorStream(), err);
      Thread data = copy(process.getInputStream(), out);
      int code = process.waitFor();
      data.join();
      errors.join();
      return code;
    } finally {
      process.destroy();
      forget(ending);
    }
  }

  private static final java.io.File NOTHING = new java.io.File("/dev/null");

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, which is what the hook is for
    }
  }

  private static Thread copy(InputStream from, PrintStream to) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                from.transferTo(to);
                to.flush();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
