package dev.regauge.templates;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the machine's python3 and the pinned ruff, so that Python itself judges what we write. */
public final class RealPython {
  private RealPython() {}

  /** Runs a program with text on its standard input and returns what it printed. */
  public static String run(String input, String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Thread.Builder.OfVirtual writer = Thread.ofVirtual();
      writer.start(() -> write(process, input));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(
            String.join(" ", command) + " ended with " + code + ":\n" + output);
      }
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns Python text as ruff formats it at our line length. */
  public static String ruffFormat(String source) {
    String tools = Path.of("src/build/python_tools.py").toAbsolutePath().toString();
    return run(
        source,
        "python3",
        tools,
        "ruff",
        "format",
        "--isolated",
        "--line-length",
        "120",
        "--target-version",
        "py311",
        "-");
  }

  private static void write(Process process, String input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The process ended without reading everything; its exit code tells.
    }
  }
}
