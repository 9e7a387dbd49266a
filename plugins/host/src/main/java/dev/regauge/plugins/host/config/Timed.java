package dev.regauge.plugins.host.config;

import dev.regauge.plugins.host.PluginFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on somebody else's rules, which may take too long or too deep a way. */
final class Timed {

  private Timed() {}

  /** Runs it to its end or to that of the time; the words begin what is said of its failure. */
  static <T> T run(Duration time, String words, Callable<T> work) throws PluginFailure {
    FutureTask<T> task = new FutureTask<>(work);
    // A pattern that backtracks cannot be interrupted: its thread is left behind, and ends with us.
    Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof PluginFailure failure) {
        throw failure;
      }
      throw new PluginFailure(words + ": " + firstLine(cause == null ? e : cause));
    } catch (TimeoutException e) {
      throw new PluginFailure(words + ": it takes more than " + time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginFailure(words + ": interrupted");
    }
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse(failure.getClass().getSimpleName());
  }
}
