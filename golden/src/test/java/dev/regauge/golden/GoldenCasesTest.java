package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case gives its {@code expected} tree, to the byte, with no file more or less.
 *
 * <p>{@code -Dgolden.approve=cases/weather} (or {@code cases/} for all) rewrites the trees of the
 * cases that begin so, lists what changed and fails. What was received instead lies in {@code
 * target/received}.
 */
class GoldenCasesTest {
  @TempDir Path temp;

  static List<String> cases() throws IOException {
    return Cases.names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCaseGivesItsTree(String name) throws IOException {
    Cases.Outcome made = generate(name);
    Path expected = Cases.FOLDER.resolve(name).resolve("expected");
    SortedMap<String, byte[]> received = made.kept();
    List<String> differences = differences(Cases.read(expected), received);
    String asked = System.getProperty("golden.approve", "");
    if (!asked.isEmpty() && ("cases/" + name).startsWith(asked.replace("*", ""))) {
      assertNotEquals("true", System.getenv("CI"), "nothing is approved in CI");
      write(expected, received);
      fail("approved " + name + ": " + String.join("\n", differences));
    }
    if (!differences.isEmpty()) {
      write(Path.of("target/received").resolve(name), received);
      fail(
          String.join("\n", differences)
              + "\nTo accept it: mvn -o -pl golden -am verify -Dengines=off"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=GoldenCasesTest"
              + " -Dgolden.approve=cases/"
              + name);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCaseMakesABundleForEachTarget(String name) throws IOException {
    Cases.Outcome made = generate(name);
    assertFalse(made.bundles().isEmpty(), made.findings());
    made.bundles()
        .forEach(bundle -> assertTrue(bundle.bundle().file("README.md").isPresent(), name));
  }

  /** The comparison itself must see what it is there to see. */
  @Test
  void aDifferenceIsSeen() throws IOException {
    Cases.Outcome made = generate(Cases.names().getFirst());
    SortedMap<String, byte[]> changed = made.kept();
    String some = changed.firstKey();
    changed.put(some, "changed".getBytes(StandardCharsets.UTF_8));
    changed.remove(changed.lastKey());
    changed.put("more", new byte[0]);
    List<String> found = differences(made.kept(), changed);
    assertTrue(found.size() == 3, String.join("\n", found));
  }

  private Cases.Outcome generate(String name) throws IOException {
    return Cases.generate(Cases.copyOf(name, temp.resolve(name)).resolve("product.yaml"));
  }

  private static List<String> differences(
      SortedMap<String, byte[]> expected, SortedMap<String, byte[]> received) {
    SortedSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(received.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      byte[] before = expected.get(path);
      byte[] now = received.get(path);
      if (before == null) {
        differences.add("new: " + path);
      } else if (now == null) {
        differences.add("gone: " + path);
      } else if (!Arrays.equals(before, now)) {
        differences.add("changed: " + path + firstDifference(before, now));
      }
    }
    return differences;
  }

  private static String firstDifference(byte[] before, byte[] now) {
    List<String> old = new String(before, StandardCharsets.UTF_8).lines().toList();
    List<String> fresh = new String(now, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
      String left = i < old.size() ? old.get(i) : "(end)";
      String right = i < fresh.size() ? fresh.get(i) : "(end)";
      if (!left.equals(right)) {
        return ":" + (i + 1) + "\n  - " + left + "\n  + " + right;
      }
    }
    return ": line ends";
  }

  private static void write(Path folder, SortedMap<String, byte[]> files) throws IOException {
    for (String path : Cases.read(folder).keySet()) {
      if (!files.containsKey(path)) {
        Files.delete(folder.resolve(path));
      }
    }
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
