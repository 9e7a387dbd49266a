package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One service of another tool on its way to a file of {@code kind: Service}. */
final class ForeignService {

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** Settings of the guide's own machine, which no other has. */
  private static final Set<String> OF_ITS_TOOL = Set.of("dev", "phlo_dev", "core");

  private final Node.Scalar name;
  private final ServiceImport.Said said;
  private final Diagnostics out;
  private final ForeignValues values;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Object> written = new LinkedHashMap<>();
  private final Map<String, Object> env = new LinkedHashMap<>();
  private final List<Object> volumes = new ArrayList<>();
  private final List<Object> files = new ArrayList<>();

  ForeignService(Node.Scalar name, ServiceImport.Said said, Diagnostics out) {
    this.name = name;
    this.said = said;
    this.out = out;
    this.values = new ForeignValues(name.text(), said.isBeside(), out, notes);
  }

  /**
   * Takes a {@code service.yaml} of the guide, in which a container's words stand flat or apart.
   */
  void guide(Node.Mapping tree) {
    Node.Mapping container = Node.Mapping.like(tree);
    for (int i = 0; i < tree.size(); i++) {
      Node.Scalar key = tree.key(i);
      Node value = tree.value(i);
      switch (key.text()) {
        case "name" -> {}
        case "description" -> metadata.put("description", values.text(value));
        case "version" -> version(value);
        case "category" -> written.put("category", values.text(value));
        case "default" -> written.put("default", values.truth(value));
        case "profile" -> written.put("profile", values.text(value));
        case "env_vars" -> values.described(value, env);
        case "files" -> files(value);
        case "hooks" -> hooks(value);
        case "compose" -> {
          if (value instanceof Node.Mapping apart) {
            compose(apart);
          } else {
            out.add(ForeignProblems.noForm(value, "a container is a map", "write one"));
          }
        }
        default -> {
          if (OF_ITS_TOOL.contains(key.text())) {
            note("'" + key.text() + "' is left out: it is about the tool that it was written for");
          } else {
            container.add(key, value);
          }
        }
      }
    }
    compose(container);
  }

  /** Takes what compose knows of a container. */
  void compose(Node.Mapping container) {
    for (int i = 0; i < container.size(); i++) {
      entry(container.key(i), container.value(i));
    }
  }

  private void entry(Node.Scalar key, Node value) {
    switch (key.text()) {
      case "image" -> image(value);
      case "build" -> build(value);
      case "container_name" -> {
        if (!values.text(value).equals(name.text())) {
          note("it is called '" + name.text() + "', not '" + values.text(value) + "'");
        }
      }
      case "restart" -> written.put("restart", values.text(value));
      case "user" -> written.put("user", values.text(value));
      case "labels" -> written.put("labels", values.pairs(value));
      case "command", "entrypoint" -> written.put(key.text(), values.words(value));
      case "environment" -> values.variables(value, env);
      case "ports", "expose" -> written.put("ports", values.ports(value));
      case "volumes" -> values.volumes(value, volumes, files);
      case "depends_on" -> written.put("dependsOn", values.names(value));
      case "healthcheck" ->
          ForeignHealth.of(value, values, out).ifPresent(it -> written.put("health", it));
      case "profiles" -> profiles(value);
      default ->
          out.add(
              ForeignProblems.noForm(
                  key,
                  "no service knows '" + key.text() + "'",
                  "take it out of the file, and see docs/services.md for what there is"));
    }
  }

  private void version(Node value) {
    String text = values.text(value);
    if (VERSION.matcher(text).matches()) {
      metadata.put("version", text);
    } else {
      note("the version '" + text + "' is left out: it is no MAJOR.MINOR.PATCH");
    }
  }

  private void image(Node value) {
    String text = values.text(value);
    String last = text.substring(text.lastIndexOf('/') + 1);
    if (text.indexOf('$') >= 0) {
      out.add(
          ForeignProblems.noForm(
              value, "an image is no variable here", "write the image that it is"));
    } else if (!text.contains("@") && (last.indexOf(':') < 0 || last.endsWith(":latest"))) {
      out.add(
          ForeignProblems.noForm(
              value,
              "an image has a tag or a digest, and 'latest' is none",
              "write the one that runs, such as '" + text.replace(":latest", "") + ":1.2.3'"));
    }
    written.put("image", text);
  }

  private void build(Node value) {
    if (value instanceof Node.Mapping map) {
      Map<String, Object> build = new LinkedHashMap<>();
      for (int i = 0; i < map.size(); i++) {
        switch (map.key(i).text()) {
          case "context", "dockerfile" ->
              build.put(map.key(i).text(), values.path(values.text(map.value(i))));
          case "args" -> build.put("args", values.pairs(map.value(i)));
          default ->
              out.add(
                  ForeignProblems.noForm(
                      map.key(i), "a build has context, dockerfile and args", "take it out"));
        }
      }
      written.put("build", build);
    } else {
      written.put("build", Map.of("context", values.path(values.text(value))));
    }
  }

  private void profiles(Node value) {
    List<String> profiles = values.names(value);
    if (profiles.size() > 1) {
      out.add(ForeignProblems.noForm(value, "a service has one profile", "choose one of them"));
    }
    profiles.stream().findFirst().ifPresent(one -> written.put("profile", one));
  }

  private void files(Node value) {
    for (Node item : values.items(value)) {
      if (item instanceof Node.Mapping file
          && file.get("source") instanceof Node source
          && file.get("dest") instanceof Node dest) {
        files.add(
            ForeignValues.inOrder(
                "source", values.path(values.text(source)), "dest", values.text(dest)));
      } else {
        out.add(ForeignProblems.noForm(item, "a file has source and dest", "write both"));
      }
    }
  }

  private void hooks(Node value) {
    List<Object> after = new ArrayList<>();
    if (value instanceof Node.Mapping hooks) {
      for (int i = 0; i < hooks.size(); i++) {
        if (!hooks.key(i).text().equals("post_start")) {
          out.add(
              ForeignProblems.noForm(
                  hooks.key(i), "a service has hooks after its start only", "take it out"));
          continue;
        }
        for (Node item : values.items(hooks.value(i))) {
          if (item instanceof Node.Mapping hook) {
            after.add(values.hook(hook));
          }
        }
      }
    }
    written.put("hooks", Map.of("postStart", after));
  }

  private void note(String words) {
    notes.add(name.text() + ": " + words);
  }

  /** Returns the service's file. */
  ServiceImport.Service written() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", "regauge.dev/v1");
    file.put("kind", "Service");
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", name.text());
    said.owner().ifPresent(owner -> head.put("owner", owner));
    head.putAll(metadata);
    file.put("metadata", head);
    String plane = said.planeOf(name.text()).orElse("");
    if (plane.isEmpty()) {
      out.add(
          ForeignProblems.noForm(
              name,
              "nobody says in which plane '" + name.text() + "' is",
              "say --plane "
                  + name.text()
                  + "=control, or ingestion, storage, compute or relational"));
    }
    file.put("plane", plane);
    if (!volumes.isEmpty()) {
      // What keeps something has a name and a disk of its own in a cluster.
      file.put("workload", "statefulset");
    }
    file.putAll(written);
    if (!written.containsKey("default") && !written.containsKey("profile")) {
      file.put("default", true);
    }
    if (!env.isEmpty()) {
      file.put("env", env);
    }
    if (!volumes.isEmpty()) {
      file.put("volumes", volumes);
    }
    if (!files.isEmpty()) {
      file.put("files", files);
    }
    String text = plane.isEmpty() ? "" : inNormalForm(lines(file));
    return new ServiceImport.Service(name.text(), text, List.copyOf(notes));
  }

  /** What the reader says of the file that is made stands at the service that it is made of. */
  private String inNormalForm(String yaml) {
    FoundDiagnostics found = new FoundDiagnostics();
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    String text = new SpecFormatter().format("service.yaml", bytes, found).text().orElse("");
    for (Diagnostic wrong : found.sorted()) {
      out.add(ForeignProblems.noForm(name, wrong.message(), wrong.help()));
    }
    return text;
  }

  /** A field a line, each with its value between brackets. */
  private static String lines(Map<String, Object> file) {
    StringBuilder text = new StringBuilder();
    file.forEach(
        (field, value) -> text.append(field).append(": ").append(flow(value)).append('\n'));
    return text.toString();
  }

  private static String flow(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> flow(entry.getKey()) + ": " + flow(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(ForeignService::flow).collect(Collectors.joining(", ", "[", "]"));
      case String text -> YamlText.ofText(text);
      default -> value.toString();
    };
  }
}
