package dev.regauge.plugins.host.child;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.Answerer;
import dev.regauge.plugins.host.Limits;
import dev.regauge.plugins.host.PluginFailure;
import dev.regauge.plugins.host.ServiceCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plugin in a process of its own, which it cannot take us down from: it has a time, a heap and an
 * output that end, no variables of ours and no folder of ours to start in.
 *
 * <p>The process starts with the first request and is gone with the last: {@link #close} or our own
 * end closes its input.
 */
public final class PluginProcess implements Answerer {
  private static final String TOO_MUCH = "\0too much";
  private static final String ENDED = "\0ended";

  private final Path jar;
  private final Limits limits;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(8);

  /** Bytes that it has printed since it was last asked, beside its answers. */
  private final AtomicLong printed = new AtomicLong();

  private @Nullable Process process;
  private @Nullable String broken;

  /** Starts nothing yet. */
  public PluginProcess(Path jar, Limits limits) {
    this.jar = jar;
    this.limits = limits;
  }

  @Override
  public JsonNode ask(PluginType type, JsonNode request) throws PluginFailure {
    ObjectNode line = ServiceCalls.MAPPER.createObjectNode();
    line.put("type", type.name().toLowerCase(Locale.ROOT));
    line.set("request", request);
    return ask(line);
  }

  @Override
  public void load(PluginType type) throws PluginFailure {
    ObjectNode line = ServiceCalls.MAPPER.createObjectNode();
    line.put("type", type.name().toLowerCase(Locale.ROOT));
    line.put("load", true);
    ask(line);
  }

  private synchronized JsonNode ask(ObjectNode line) throws PluginFailure {
    if (broken != null) {
      throw new PluginFailure(broken);
    }
    printed.set(0);
    try {
      Process child = started();
      child
          .getOutputStream()
          .write(
              (ServiceCalls.MAPPER.writeValueAsString(line) + "\n")
                  .getBytes(StandardCharsets.UTF_8));
      child.getOutputStream().flush();
      return answer(child);
    } catch (IOException e) {
      throw end(process == null ? "cannot be started: " + e.getMessage() : "has ended" + exit());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw end("was interrupted");
    }
  }

  private JsonNode answer(Process child) throws PluginFailure, InterruptedException {
    String answer = answers.poll(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      throw end("gave no answer within " + limits.time());
    }
    if (answer.equals(TOO_MUCH)) {
      throw end("said more than " + limits.outputBytes() + " bytes");
    }
    if (answer.equals(ENDED)) {
      child.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
      throw end("has ended" + exit());
    }
    try {
      JsonNode tree = ServiceCalls.MAPPER.readTree(answer);
      if (tree.has("fault")) {
        throw new PluginFailure(tree.path("fault").asString("failed"));
      }
      return tree.path("answer");
    } catch (JacksonException e) {
      // A virtual machine without memory says so on the pipe, and ends.
      boolean isOver = child.waitFor(5, TimeUnit.SECONDS);
      throw end(isOver ? "has ended" + exit() : "gave an answer that is no JSON");
    }
  }

  private Process started() throws IOException {
    Process running = process;
    if (running != null) {
      return running;
    }
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + limits.memoryMib() + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            absolute(System.getProperty("java.class.path")),
            PluginChild.class.getName(),
            jar.toAbsolutePath().toString());
    program.environment().clear();
    program.environment().put("LANG", "C.UTF-8");
    program.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
    Process child = program.start();
    process = child;
    Thread.ofVirtual().start(() -> readAnswers(child.getInputStream()));
    Thread.ofVirtual().start(() -> drain(child.getErrorStream()));
    return child;
  }

  private static String absolute(String classPath) {
    String separator = System.getProperty("path.separator");
    return String.join(
        separator,
        List.of(classPath.split(java.util.regex.Pattern.quote(separator))).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private void readAnswers(InputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    try (in) {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        for (int i = 0; i < read; i++) {
          if (some[i] == '\n') {
            put(line.toString(StandardCharsets.UTF_8));
            line.reset();
          } else {
            line.write(some[i]);
          }
        }
        if (line.size() > limits.outputBytes()) {
          put(TOO_MUCH);
          return;
        }
      }
    } catch (IOException e) {
      put(ENDED);
      return;
    }
    put(ENDED);
  }

  /** What it prints besides is nobody's; but only so much of it. */
  private void drain(InputStream in) {
    byte[] some = new byte[1 << 16];
    try (in) {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        if (printed.addAndGet(read) > limits.outputBytes()) {
          put(TOO_MUCH);
          return;
        }
      }
    } catch (IOException e) {
      return; // it has ended, which the other reader says
    }
  }

  private void put(String answer) {
    if (!answers.offer(answer)) {
      Process child = process; // it answers what nobody asked
      if (child != null) {
        child.destroyForcibly();
      }
    }
  }

  /** Whether it may be asked: it has not failed, and lives unless it was never started. */
  synchronized boolean isUsable() {
    Process child = process;
    return broken == null && (child == null || child.isAlive());
  }

  private String exit() {
    Process child = process;
    return child != null && !child.isAlive() ? " with exit code " + child.exitValue() : "";
  }

  private PluginFailure end(String why) {
    broken = why;
    close();
    return new PluginFailure(why);
  }

  @Override
  public void close() {
    Process child = process;
    if (child != null) {
      child.descendants().forEach(ProcessHandle::destroyForcibly);
      child.destroyForcibly();
    }
  }
}
