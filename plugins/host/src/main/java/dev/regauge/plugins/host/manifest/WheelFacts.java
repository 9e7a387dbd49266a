package dev.regauge.plugins.host.manifest;

import dev.regauge.plugins.api.PluginType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a Python wheel says of itself without Python: its version, and its entry points in our
 * groups, for example {@code regauge.sources}.
 *
 * @param version empty when the wheel says none
 * @param requires the packages that it needs
 * @param steps the function of each entry point, by type and name
 */
public record WheelFacts(
    String version, List<String> requires, SortedMap<PluginType, SortedMap<String, String>> steps) {

  /** Reads the wheel's {@code dist-info}. */
  public static WheelFacts of(PluginHome wheel) throws IOException {
    List<String> metadata = lines(wheel, "METADATA");
    return new WheelFacts(
        metadata.stream()
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> line.startsWith("Version:"))
            .map(line -> line.substring("Version:".length()).strip())
            .findFirst()
            .orElse(""),
        metadata.stream()
            .filter(line -> line.startsWith("Requires-Dist:") && !line.contains("extra =="))
            .map(line -> line.substring("Requires-Dist:".length()).strip())
            .toList(),
        steps(lines(wheel, "entry_points.txt")));
  }

  private static List<String> lines(PluginHome wheel, String name) throws IOException {
    for (String path : wheel.files()) {
      if (path.endsWith(".dist-info/" + name)) {
        Optional<byte[]> bytes = wheel.read(path);
        return bytes
            .map(text -> new String(text, StandardCharsets.UTF_8).lines().toList())
            .orElse(List.of());
      }
    }
    return List.of();
  }

  private static SortedMap<PluginType, SortedMap<String, String>> steps(List<String> lines) {
    SortedMap<PluginType, SortedMap<String, String>> steps = new TreeMap<>();
    Optional<PluginType> group = Optional.empty();
    for (String line : lines) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[") && text.endsWith("]")) {
        group =
            List.of(PluginType.values()).stream()
                .filter(type -> text.equals("[" + type.group() + "]"))
                .findFirst();
      } else if (group.isPresent() && equals > 0 && !text.startsWith("#")) {
        steps
            .computeIfAbsent(group.get(), _ -> new TreeMap<>())
            .put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    return steps;
  }
}
