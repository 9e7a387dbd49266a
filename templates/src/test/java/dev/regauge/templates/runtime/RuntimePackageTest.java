package dev.regauge.templates.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.templates.RealPython;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wheel in the jar is the runtime's sources, and whoever builds it again gets the same bytes.
 */
class RuntimePackageTest {

  @Test
  void theWheelHoldsTheSourcesAndNothingOfTheMachine() throws IOException {
    SortedMap<String, byte[]> members = new TreeMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(RuntimePackage.wheel()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.put(entry.getName(), zip.readAllBytes());
        assertEquals(ZipEntry.STORED, entry.getMethod(), entry.getName());
        assertEquals(1980, entry.getTimeLocal().getYear(), entry.getName());
      }
    }
    assertEquals(
        RuntimePackage.partitionAlgebra("regauge_runtime.wall_times"),
        new String(members.get("regauge_runtime/partitions.py"), StandardCharsets.UTF_8));
    assertEquals(
        RuntimePackage.wallTimes(),
        new String(members.get("regauge_runtime/wall_times.py"), StandardCharsets.UTF_8));
    List<String> sources = new ArrayList<>();
    Path root = Path.of("runtime-python/src");
    try (var files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("__pycache__"))
          .forEach(file -> sources.add(root.relativize(file).toString().replace('\\', '/')));
    }
    assertTrue(members.keySet().containsAll(sources), "missing in " + members.keySet());
    assertTrue(members.keySet().stream().noneMatch(name -> name.contains("__pycache__")));
  }

  @Test
  void aSecondBuildGivesTheSameBytes(@TempDir Path folder) throws IOException {
    String build =
        "umask 077; TZ=Asia/Tokyo LC_ALL=C exec python3 src/build/runtime_resources.py"
            + " runtime-python \"$1\"";
    RealPython.run("", "sh", "-c", build, "sh", folder.resolve("again").toString());
    byte[] again = Files.readAllBytes(folder.resolve("again").resolve(RuntimePackage.wheelName()));
    assertArrayEquals(RuntimePackage.wheel(), again);
  }

  @Test
  void theReferenceTestIsFormatted() {
    assertEquals(
        RuntimePackage.referenceTest(), RealPython.ruffFormat(RuntimePackage.referenceTest()));
  }
}
