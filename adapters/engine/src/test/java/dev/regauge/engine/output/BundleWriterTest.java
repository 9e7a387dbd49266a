package dev.regauge.engine.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the disk and of other writers, which no golden case reaches. */
class BundleWriterTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path temp;
  private final BundleWriter writer = new BundleWriter();

  @Test
  void writesFixedModesAndAFullLock() throws IOException {
    write(bundle(BundleFile.text("a/b.py", "x\n"), BundleFile.script("run.sh", "#!/bin/sh\n")));
    assertEquals("rw-r--r--", mode("rails/a/b.py"));
    assertEquals("rwxr-xr-x", mode("rails/run.sh"));
    assertEquals("rwxr-xr-x", mode("rails/a"));
    BundleLock lock = BundleLock.parse(read("rails/bundle.lock.json")).orElseThrow();
    assertEquals("[a/b.py, run.sh]", lock.files().keySet().toString());
    assertFalse(Files.exists(temp.resolve(".rails.new")));
  }

  @Test
  void touchesNothingTheSecondTime() throws IOException {
    LockedBundle bundle = bundle(BundleFile.text("a.py", "x\n"), BundleFile.text("b/c.py", "y\n"));
    write(bundle);
    age();
    List<BundleChange> changes = write(bundle);
    assertTrue(changes.stream().allMatch(BundleChange::isEmpty));
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        assertEquals(LONG_AGO, Files.getLastModifiedTime(path), path.toString());
      }
    }
  }

  @Test
  void replacesOnlyWhatChangedAndKeepsStrangers() throws IOException {
    write(bundle(BundleFile.text("a.py", "1\n"), BundleFile.text("old/b.py", "1\n")));
    Files.createDirectories(temp.resolve("rails/venv"));
    Files.writeString(temp.resolve("rails/venv/mine"), "mine");
    write(bundle(BundleFile.text("a.py", "2\n"), BundleFile.text("c.py", "1\n")));
    assertEquals("2\n", read("rails/a.py"));
    assertEquals("mine", read("rails/venv/mine"));
    assertFalse(Files.exists(temp.resolve("rails/old")));
  }

  @Test
  void letsAFileBecomeAFolderAndBack() throws IOException {
    write(bundle(BundleFile.text("a", "1\n")));
    write(bundle(BundleFile.text("a/b", "1\n")));
    assertEquals("1\n", read("rails/a/b"));
    write(bundle(BundleFile.text("a", "2\n")));
    assertEquals("2\n", read("rails/a"));
  }

  @Test
  void refusesAFolderThatIsNotOurs() throws IOException {
    Files.createDirectories(temp.resolve("rails"));
    Files.writeString(temp.resolve("rails/precious"), "p");
    assertEquals("RG-OUT-001", refusal(bundle(BundleFile.text("a", "1\n"))));
    Files.writeString(
        temp.resolve("rails/bundle.lock.json"), "{\"version\": 1, \"files\": {\"../x\": {}}}");
    assertEquals("RG-OUT-001", refusal(bundle(BundleFile.text("a", "1\n"))));
    assertEquals("p", read("rails/precious"));
    assertFalse(Files.exists(temp.resolve("rails/a")));
  }

  @Test
  void refusesLinksInsideAndAsTheFolder() throws IOException {
    write(bundle(BundleFile.text("d/a", "1\n")));
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.delete(temp.resolve("rails/d/a"));
    Files.delete(temp.resolve("rails/d"));
    Files.createSymbolicLink(temp.resolve("rails/d"), elsewhere);
    assertEquals("RG-OUT-002", refusal(bundle(BundleFile.text("d/a", "2\n"))));
    assertEquals(0, Files.list(elsewhere).count());
  }

  @Test
  void refusesAnEditUnlessTold() throws IOException {
    write(bundle(BundleFile.text("a", "1\n")));
    Files.writeString(temp.resolve("rails/a"), "edited\n");
    assertEquals("RG-OUT-003", refusal(bundle(BundleFile.text("a", "2\n"))));
    assertEquals("edited\n", read("rails/a"));
    assertEquals("RG-OUT-003", refusal(bundle(BundleFile.text("b", "2\n"))));
    FoundDiagnostics found = new FoundDiagnostics();
    writer.write(temp, List.of(bundle(BundleFile.text("a", "2\n"))), true, found);
    assertEquals("2\n", read("rails/a"));
  }

  @Test
  void refusesAStrangerInTheWay() throws IOException {
    write(bundle(BundleFile.text("a", "1\n")));
    Files.writeString(temp.resolve("rails/b"), "mine\n");
    assertEquals("RG-OUT-004", refusal(bundle(BundleFile.text("b", "2\n"))));
    assertEquals("RG-OUT-004", refusal(bundle(BundleFile.text("b/c", "2\n"))));
    assertEquals("mine\n", read("rails/b"));
    Files.createDirectories(temp.resolve("rails/empty"));
    assertEquals("RG-OUT-004", refusal(bundle(BundleFile.text("empty", "2\n"))));
    assertEquals("1\n", read("rails/a"));
  }

  @Test
  void leavesEveryTargetAloneWhenOneIsRefused() throws IOException {
    Files.createDirectories(temp.resolve("zed"));
    Files.writeString(temp.resolve("zed/precious"), "p");
    FoundDiagnostics found = new FoundDiagnostics();
    writer.write(
        temp,
        List.of(
            bundle("rails", BundleFile.text("a", "1\n")),
            bundle("zed", BundleFile.text("a", "1\n"))),
        false,
        found);
    assertTrue(found.hasErrors());
    assertFalse(Files.exists(temp.resolve("rails")));
  }

  @Test
  void waitsForNobodyWhenAnotherRunWrites() throws IOException {
    write(bundle(BundleFile.text("a", "1\n")));
    try (FileChannel other =
        FileChannel.open(temp.resolve(".regauge.lock"), StandardOpenOption.WRITE)) {
      other.lock();
      assertThrows(OutputLocked.class, () -> write(bundle(BundleFile.text("a", "2\n"))));
    }
    write(bundle(BundleFile.text("a", "2\n")));
  }

  @Test
  void finishesWhatAKilledRunBegan() throws IOException {
    write(bundle(BundleFile.text("a", "1\n"), BundleFile.text("gone", "1\n")));
    LockedBundle next = bundle(BundleFile.text("a", "2\n"), BundleFile.text("b", "2\n"));
    // The run died after it had moved `a` and before `b`, the removal and the lock.
    Path stage = Files.createDirectory(temp.resolve(".rails.new"));
    Files.writeString(stage.resolve("b"), "2\n");
    Files.writeString(stage.resolve("bundle.lock.json"), next.lock().file().content().asText());
    Files.writeString(temp.resolve("rails/a"), "2\n");
    List<BundleChange> changes = write(bundle(BundleFile.text("a", "3\n")));
    assertEquals("[a, bundle.lock.json]", changes.getFirst().changed().toString());
    assertEquals("3\n", read("rails/a"));
    assertFalse(Files.exists(temp.resolve("rails/b")));
    assertFalse(Files.exists(temp.resolve("rails/gone")));
  }

  /** Also the folder that a killed run left half moved stays as it is when the next is refused. */
  @Test
  void changesNothingWhenItRefuses() throws IOException {
    write(bundle(BundleFile.text("a", "1\n"), BundleFile.text("gone", "1\n")));
    LockedBundle next = bundle(BundleFile.text("a", "2\n"), BundleFile.text("b", "2\n"));
    Path stage = Files.createDirectory(temp.resolve(".rails.new"));
    Files.writeString(stage.resolve("b"), "2\n");
    Files.writeString(stage.resolve("bundle.lock.json"), next.lock().file().content().asText());
    Files.writeString(temp.resolve("rails/a"), "2\n");
    Files.writeString(temp.resolve("rails/gone"), "edited\n");
    age();
    SortedMap<String, String> before = tree();
    assertEquals("RG-OUT-003", refusal(bundle(BundleFile.text("a", "3\n"))));
    assertEquals(before, tree());
  }

  /** What an author wrote over a file that was not moved yet is not lost by finishing the move. */
  @Test
  void anEditBetweenTheKilledRunAndTheNextIsRefused() throws IOException {
    write(bundle(BundleFile.text("a", "1\n")));
    Path stage = Files.createDirectory(temp.resolve(".rails.new"));
    LockedBundle next = bundle(BundleFile.text("a", "2\n"));
    Files.writeString(stage.resolve("a"), "2\n");
    Files.writeString(stage.resolve("bundle.lock.json"), next.lock().file().content().asText());
    Files.writeString(temp.resolve("rails/a"), "mine\n");
    assertEquals("RG-OUT-003", refusal(next));
    assertEquals("mine\n", read("rails/a"));
  }

  @Test
  void aRefusalInAStrangersFolderLeavesNoTrace() throws IOException {
    Files.createDirectories(temp.resolve("rails"));
    Files.writeString(temp.resolve("rails/precious"), "p");
    age();
    SortedMap<String, String> before = tree();
    assertEquals("RG-OUT-001", refusal(bundle(BundleFile.text("a", "1\n"))));
    assertEquals(before, tree());
  }

  @Test
  void throwsAwayAnUnfinishedStage() throws IOException {
    Path stage = Files.createDirectory(temp.resolve(".rails.new"));
    Files.writeString(stage.resolve("half"), "2");
    write(bundle(BundleFile.text("a", "1\n")));
    assertFalse(Files.exists(temp.resolve("rails/half")));
    assertFalse(Files.exists(stage));
  }

  private List<BundleChange> write(LockedBundle bundle) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    List<BundleChange> changes = writer.write(temp, List.of(bundle), false, found);
    assertEquals(List.of(), found.sorted());
    return changes;
  }

  private String refusal(LockedBundle bundle) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    assertEquals(List.of(), writer.write(temp, List.of(bundle), false, found));
    assertEquals(1, found.sorted().size());
    return found.sorted().getFirst().code().id();
  }

  private static LockedBundle bundle(BundleFile... files) {
    return bundle("rails", files);
  }

  private static LockedBundle bundle(String target, BundleFile... files) {
    Bundle bundle = new Bundle(new TargetName(target), Arrays.asList(files));
    SortedMap<String, String> none = new TreeMap<>();
    return new LockedBundle(
        bundle,
        new BundleLock("shop", target, "rails", "1", "0", "h", none, new TreeMap<>()).over(bundle));
  }

  /** Every path with its time and, if a file, its text. */
  private SortedMap<String, String> tree() throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String text = Files.isRegularFile(path) ? Files.readString(path) : "";
        tree.put(path.toString(), Files.getLastModifiedTime(path) + " " + text);
      }
    }
    return tree;
  }

  private void age() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.setLastModifiedTime(path, LONG_AGO);
      }
    }
  }

  private String read(String path) throws IOException {
    return Files.readString(temp.resolve(path));
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(path)));
  }
}
