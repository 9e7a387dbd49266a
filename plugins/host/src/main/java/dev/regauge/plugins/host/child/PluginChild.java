package dev.regauge.plugins.host.child;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.ServiceCalls;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The other end of the pipe: a process that loads one jar and answers one request in each line. */
public final class PluginChild {
  private static final JsonMapper MAPPER = ServiceCalls.MAPPER;

  private PluginChild() {}

  /** Answers until its standard input ends. The argument is the plugin's jar. */
  public static void main(String[] arguments) throws IOException {
    // The pipe is ours: what the plugin prints must not look like an answer.
    try (FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
        PrintStream talk = new PrintStream(new FileOutputStream(FileDescriptor.err), true)) {
      System.setOut(talk);
      URL jar = Path.of(arguments[0]).toUri().toURL();
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar}, PluginChild.class.getClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
      answer(loader, pipe);
    } finally {
      Runtime.getRuntime().halt(0); // whatever threads the plugin has left
    }
  }

  private static void answer(ClassLoader loader, OutputStream pipe) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = MAPPER.readTree(line);
      ObjectNode answer = MAPPER.createObjectNode();
      try {
        answer.set("answer", answer(loader, request));
      } catch (RuntimeException | LinkageError | StackOverflowError | ServiceConfigurationError e) {
        answer.put("fault", "failed: " + e.toString().lines().findFirst().orElse(""));
      }
      pipe.write((MAPPER.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
      pipe.flush();
    }
  }

  private static JsonNode answer(ClassLoader loader, JsonNode request) {
    PluginType type =
        PluginType.valueOf(request.path("type").asString("").toUpperCase(Locale.ROOT));
    Object service =
        ServiceLoader.load(type.service(), loader).stream()
            .filter(provider -> loader.equals(provider.type().getClassLoader()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("it has no service " + type.service()))
            .get();
    if (request.path("load").asBoolean(false)) {
      return MAPPER.getNodeFactory().booleanNode(true);
    }
    return type == PluginType.ORCHESTRATOR
        ? AdapterCalls.ask(service, request.path("request"))
        : ServiceCalls.ask(type, service, request.path("request"));
  }
}
