package org.example.prefect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The environment of Prefect that a bundle's lock pins. */
final class PrefectEnvironment {
  private static final long PATIENCE_MINUTES = 20;

  private PrefectEnvironment() {}

  /** Returns the environment's interpreter; it is made anew for another lock. */
  static Path of(Path bundle, Path work) throws IOException {
    Path lock = bundle.resolve("locks/prefect.txt");
    Path venv = work.resolve("venv");
    Path stamp = venv.resolve("made-of.txt");
    if (!Files.exists(stamp) || Files.mismatch(stamp, lock) != -1) {
      String uv = uv(bundle);
      String python = venv.resolve("bin/python").toString();
      finish(
          new ProcessBuilder(uv, "venv", "--quiet", "--clear", venv.toString()),
          work.resolve("venv.log"));
      finish(
          new ProcessBuilder(
              uv, "pip", "install", "--quiet", "--python", python, "-r", lock.toString()),
          work.resolve("install.log"));
      Files.copy(lock, stamp);
    }
    return venv.resolve("bin/python");
  }

  /** The one of the machine, or that which make-env.sh has fetched for the bundle. */
  private static String uv(Path bundle) {
    Path fetched = bundle.resolve("venv/uv/bin/uv");
    return Files.isExecutable(fetched) ? fetched.toString() : "uv";
  }

  /** Runs a command to its end. */
  static void finish(ProcessBuilder command, Path log) throws IOException {
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command.command() + " failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
