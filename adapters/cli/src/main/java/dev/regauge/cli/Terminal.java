package dev.regauge.cli;

import dev.regauge.spec.diagnostic.Display;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints: data on {@code out}, talk on {@code err}; UTF-8 and {@code \n}.
 *
 * <p>Lines of data and all talk are for people: what would steer their terminal is shown as an
 * escape ({@code \x1b}), wherever it came from.
 */
public record Terminal(PrintStream out, PrintStream err) {

  /** Returns the process's own streams. */
  static Terminal ofProcess(ProcessOutput out) {
    return new Terminal(stream(out), stream(new FileOutputStream(FileDescriptor.err)));
  }

  private static PrintStream stream(OutputStream raw) {
    return new PrintStream(raw, true, StandardCharsets.UTF_8);
  }

  /** Returns the terminal of a command whose data are talk, beside findings that are the data. */
  Terminal forTalk() {
    return new Terminal(err, err);
  }

  /** Prints data. */
  public void data(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints a line of data. */
  public void dataLine(String text) {
    data(Display.lines(text) + "\n");
  }

  /** Prints talk. */
  public void talk(String text) {
    err.print(Display.lines(text));
    err.flush();
  }

  /** Prints a line of talk. */
  public void talkLine(String text) {
    talk(text + "\n");
  }
}
