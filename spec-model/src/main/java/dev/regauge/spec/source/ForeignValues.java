package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a service of another tool, in our words. */
final class ForeignValues {

  /** A text that is one variable, with a default or without. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-?])([^}]*))?}|([A-Za-z_]\\w*))");

  /** A variable that is called so holds what stands in no file. */
  private static final Pattern SECRET =
      Pattern.compile(
          ".*(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_KEY|ACCESS_KEY|PRIVATE_KEY).*");

  private static final Pattern PORT =
      Pattern.compile("(?:(?:[0-9.]+:)?(\\d{1,5}):)?(\\d{1,5})(?:/tcp)?");

  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+)ms)?");

  private final String service;
  private final boolean isBeside;
  private final Diagnostics out;
  private final List<String> notes;

  ForeignValues(String service, boolean isBeside, Diagnostics out, List<String> notes) {
    this.service = service;
    this.isBeside = isBeside;
    this.out = out;
    this.notes = notes;
  }

  /** Returns a path as one below the folder of the new file, which is where it is looked for. */
  String path(String path) {
    String below = path.startsWith("./") && path.length() > 2 ? path.substring(2) : path;
    if (!isBeside) {
      notes.add(service + ": '" + below + "' is looked for beside the new file; put it there");
    }
    return below;
  }

  /** Two texts in the order in which they are written. */
  static Map<String, Object> inOrder(String key, String value, String other, String otherValue) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(other, otherValue);
    return map;
  }

  String text(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.text().replace("$$", "$");
    }
    out.add(ForeignProblems.noForm(node, "it is a text", "write one"));
    return "";
  }

  boolean truth(Node node) {
    String text = text(node).toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      out.add(ForeignProblems.noForm(node, "it is true or false", "write one of them"));
    }
    return text.equals("true");
  }

  List<Node> items(Node node) {
    if (node instanceof Node.Sequence list) {
      return list.items();
    }
    out.add(ForeignProblems.noForm(node, "it is a list", "write one"));
    return List.of();
  }

  /** Returns a command's words; a text that only a shell could split is refused. */
  List<String> words(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (!scalar.text().matches("[^'\"\\\\$`]*")) {
        out.add(
            ForeignProblems.noForm(
                node, "only a shell could split its words", "write the words as a list"));
      }
      return List.of(scalar.text().strip().split("\\s+"));
    }
    return items(node).stream().map(this::text).toList();
  }

  /** Returns names that stand in a list, alone, or as the keys of a map. */
  List<String> names(Node node) {
    if (node instanceof Node.Mapping map) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < map.size(); i++) {
        names.add(map.key(i).text());
      }
      return names;
    }
    return node instanceof Node.Scalar
        ? List.of(text(node))
        : items(node).stream().map(this::text).toList();
  }

  /** Returns texts by name, of a map or of lines {@code NAME=text}. */
  Map<String, String> pairs(Node node) {
    Map<String, String> pairs = new LinkedHashMap<>();
    eachPair(node, (key, value) -> pairs.put(key, text(value)));
    return pairs;
  }

  private void eachPair(Node node, BiConsumer<String, Node> taker) {
    if (node instanceof Node.Mapping map) {
      for (int i = 0; i < map.size(); i++) {
        taker.accept(map.key(i).text(), map.value(i));
      }
      return;
    }
    for (Node item : items(node)) {
      String line = item instanceof Node.Scalar scalar ? scalar.text() : "";
      int sign = line.indexOf('=');
      String key = sign < 0 ? line : line.substring(0, sign);
      // A name alone is the variable of whoever starts it.
      String value = sign < 0 ? "${" + key + "}" : line.substring(sign + 1);
      taker.accept(key, Node.Scalar.from(item, value));
    }
  }

  /** Takes variables as compose writes them. */
  void variables(Node node, Map<String, Object> env) {
    eachPair(node, (name, value) -> variable(name, value, env));
  }

  private void variable(String name, Node value, Map<String, Object> env) {
    String raw = value instanceof Node.Scalar scalar && !scalar.isNull() ? scalar.text() : "";
    if (value instanceof Node.Mapping || value instanceof Node.Sequence) {
      out.add(ForeignProblems.noForm(value, "a variable holds a text", "write one"));
      return;
    }
    Matcher reference = VARIABLE.matcher(raw);
    boolean isReference = reference.matches();
    if (SECRET.matcher(name).matches()) {
      secret(name, env);
    } else if (isReference) {
      String from = reference.group(1) == null ? reference.group(4) : reference.group(1);
      env.put(name, Map.of("env", from));
      if ("-".equals(reference.group(2)) && !reference.group(3).isEmpty()) {
        notes.add(
            service
                + ": "
                + from
                + " has no default any more; write it in the values of an environment: '"
                + reference.group(3)
                + "'");
      }
    } else if (raw.replace("$$", "").indexOf('$') >= 0) {
      out.add(
          ForeignProblems.noForm(
              value,
              "a value is a text or one variable, not both",
              "make it one variable, and its text a value of the environment"));
    } else {
      env.put(name, raw.replace("$$", "$"));
    }
  }

  /** Takes the guide's variables, each with a default, a description and whether it is secret. */
  void described(Node node, Map<String, Object> env) {
    if (!(node instanceof Node.Mapping map)) {
      out.add(ForeignProblems.noForm(node, "variables are a map", "write one"));
      return;
    }
    for (int i = 0; i < map.size(); i++) {
      String name = map.key(i).text();
      Node about = map.value(i);
      boolean isSecret =
          about instanceof Node.Mapping one && one.get("secret") instanceof Node it && truth(it);
      if (isSecret) {
        secret(name, env);
      } else if (about instanceof Node.Mapping one) {
        Node value = one.get("default");
        variable(name, value == null ? Node.Scalar.from(about, "${" + name + "}") : value, env);
      } else {
        variable(name, about, env);
      }
    }
  }

  private void secret(String name, Map<String, Object> env) {
    String key = name.toLowerCase(Locale.ROOT).replace('_', '-');
    env.put(name, Map.of("secretRef", inOrder("name", service, "key", key)));
    notes.add(
        service
            + ": "
            + name
            + " is the key '"
            + key
            + "' of the secret '"
            + service
            + "' now; its value stands in no file");
  }

  /** Returns the ports, each by its number. */
  List<Object> ports(Node node) {
    List<Object> ports = new ArrayList<>();
    for (Node item : items(node)) {
      Matcher port = PORT.matcher(item instanceof Node.Scalar scalar ? scalar.text() : "");
      if (!port.matches()) {
        out.add(
            ForeignProblems.noForm(
                item, "a port is a number, or two", "write HOST:CONTAINER, one port a line"));
        continue;
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", "p" + port.group(2));
      one.put("container", Integer.parseInt(port.group(2)));
      if (port.group(1) != null && !port.group(1).equals(port.group(2))) {
        one.put("service", Integer.parseInt(port.group(1)));
      }
      ports.add(one);
    }
    return ports;
  }

  /** Takes disks, and files of this machine, which lie beside the product. */
  void volumes(Node node, List<Object> volumes, List<Object> files) {
    for (Node item : items(node)) {
      String[] parts = text(item).split(":");
      boolean isReadOnly = parts.length == 3 && parts[2].equals("ro");
      if (parts.length < 2 || (parts.length == 3 && !isReadOnly) || parts.length > 3) {
        out.add(
            ForeignProblems.noForm(
                item, "a volume is NAME:PATH", "give it a name, or take it out"));
      } else if (parts[0].matches("[a-z0-9][a-z0-9_-]*")) {
        volumes.add(inOrder("name", parts[0].replace('_', '-'), "path", parts[1]));
      } else if (isReadOnly && parts[0].startsWith("./")) {
        files.add(inOrder("source", path(parts[0]), "dest", parts[1]));
        notes.add(service + ": '" + parts[0] + "' is a file, which its pods get a copy of");
      } else {
        out.add(
            ForeignProblems.noForm(
                item,
                "a place on one machine",
                "name a volume, or mount a file that is read only: ./FILE:/PATH:ro"));
      }
    }
  }

  /** Returns a hook after the start. */
  Map<String, Object> hook(Node.Mapping hook) {
    Map<String, Object> written = new LinkedHashMap<>();
    for (int i = 0; i < hook.size(); i++) {
      Node value = hook.value(i);
      switch (hook.key(i).text()) {
        case "name" -> written.put("name", text(value));
        case "requires" -> written.put("requires", names(value));
        case "command" -> written.put("command", words(value));
        case "timeout_seconds" -> written.put("timeout", seconds(value));
        default ->
            out.add(
                ForeignProblems.noForm(
                    hook.key(i),
                    "a hook has name, requires, command and timeout_seconds",
                    "take it out"));
      }
    }
    return written;
  }

  private String seconds(Node node) {
    String text = text(node);
    if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      out.add(ForeignProblems.noForm(node, "it is a number of seconds", "write one"));
      return "PT1S";
    }
    return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue()).toString();
  }

  /** Returns a duration as compose writes it ({@code 1m30s}) in ours. */
  String duration(Node node) {
    Matcher parts = DURATION.matcher(text(node));
    if (!parts.matches() || text(node).isEmpty() || text(node).length() > 20) {
      out.add(ForeignProblems.noForm(node, "it is a duration", "write one such as 1m30s"));
      return "PT1S";
    }
    Duration sum = Duration.ZERO;
    if (parts.group(1) != null) {
      sum = sum.plusHours(Long.parseLong(parts.group(1)));
    }
    if (parts.group(2) != null) {
      sum = sum.plusMinutes(Long.parseLong(parts.group(2)));
    }
    if (parts.group(3) != null) {
      sum = sum.plusMillis(new BigDecimal(parts.group(3)).movePointRight(3).longValue());
    }
    if (parts.group(4) != null) {
      sum = sum.plusMillis(Long.parseLong(parts.group(4)));
    }
    return sum.toString();
  }
}
