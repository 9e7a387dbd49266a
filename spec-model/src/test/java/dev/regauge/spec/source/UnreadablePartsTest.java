package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the disk does not give is told where it is asked for. A right that is missing does not stop
 * the superuser, thus the disk refuses here for other reasons.
 */
class UnreadablePartsTest {

  /** Two of these in each other make a path longer than the 4096 bytes that Linux takes. */
  private static final int HALF = 9;

  private static final String LONG = "d".repeat(250);

  @TempDir Path temp;

  @Test
  void aFolderThatCannotBeLookedIntoIsTold() throws IOException {
    write("product.yaml", "include: ['parts/**/*.yaml']\n");
    write("parts/a.yaml", "params: {rate: 1}\n");
    Path outer = folders(temp.resolve("parts"));
    Path inner = folders(temp.resolve("apart"));
    Path moved = outer.resolve("in");
    Files.move(temp.resolve("apart"), moved);
    try {
      List<Diagnostic> found = read();
      assertEquals(1, found.size(), found::toString);
      Diagnostic told = found.getFirst();
      assertEquals("RG-READ-001", told.code().id());
      assertTrue(told.message().startsWith("'parts/" + LONG), told::message);
      assertTrue(told.message().contains("' cannot be read: the system says "), told::message);
      assertEquals(4, told.span().orElseThrow().line());
      assertEquals(11, told.span().orElseThrow().column());
    } finally {
      Files.move(moved, temp.resolve("apart")); // else nobody can clear the folder
    }
    assertTrue(Files.isDirectory(inner));
    assertEquals(List.of(), read());
  }

  /** Folders that no hit can lie in are not looked into, whatever is wrong with them. */
  @Test
  void aFolderThatHoldsNoHitMayBeAnything() throws IOException {
    write("product.yaml", "include: ['parts/*.yaml', 'parts/t*/x/*.yaml']\n");
    write("parts/a.yaml", "params: {rate: 1}\n");
    write("parts/team/x/b.yaml", "params: {more: 1}\n");
    Path outer = folders(temp.resolve("parts"));
    folders(temp.resolve("apart"));
    Path moved = outer.resolve("in");
    Files.move(temp.resolve("apart"), moved);
    try {
      assertEquals(List.of(), read());
    } finally {
      Files.move(moved, temp.resolve("apart"));
    }
  }

  @Test
  void aFileThatCannotBeReadIsNotTooLarge() {
    DiskFolder process = new DiskFolder(Path.of("/proc/self"), UnsavedFiles.NONE);
    assertEquals(RootFolder.State.FILE, process.stateOf("mem"));
    RootFolder.Content content = process.read("mem", 10);
    String reason = assertInstanceOf(RootFolder.Content.Unreadable.class, content).reason();
    assertTrue(reason.startsWith("the system says "), reason);
    FoundDiagnostics found = new FoundDiagnostics();
    String product = Reading.HEAD + "include: [mem]\n";
    new SpecReader().read("product.yaml", product.getBytes(), process, found);
    Diagnostic told = found.sorted().getFirst();
    assertEquals("RG-READ-001", told.code().id());
    assertEquals("'mem' cannot be read: " + reason, told.message());
    assertEquals(4, told.span().orElseThrow().line());
  }

  @Test
  void aFolderInThePlaceOfTheProductIsToldAsOne() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("product.yaml"));
    for (Path named : List.of(temp, folder)) {
      FoundDiagnostics found = new FoundDiagnostics();
      new SpecReader().read(named, found);
      assertEquals(
          "'" + folder + "' cannot be read: a folder stands in its place",
          found.sorted().getFirst().message());
    }
  }

  private List<Diagnostic> read() {
    FoundDiagnostics found = new FoundDiagnostics();
    new SpecReader().read(temp, found);
    return found.sorted();
  }

  private void write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path.equals("product.yaml") ? Reading.HEAD + text : text);
  }

  /** Makes folders in each other and returns the innermost. */
  private static Path folders(Path first) throws IOException {
    Path folder = first;
    for (int i = 0; i < HALF; i++) {
      folder = folder.resolve(LONG);
    }
    return Files.createDirectories(folder);
  }
}
