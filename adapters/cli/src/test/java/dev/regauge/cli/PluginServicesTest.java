package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a service plugin, as the guide lays them out. */
class PluginServicesTest {
  private static final String SERVICE = "name: %s\nimage: mydb/mydb:1.4\nports: ['9000:9000']\n";

  @TempDir Path folder;

  @Test
  void theServiceOfAPluginIsFoundInItsFolder() throws IOException {
    write("pyproject.toml", "[project]\nname = 'phlo-mydb'\n");
    write("src/phlo_mydb/__init__.py", "");
    write("src/phlo_mydb/plugin.py", "raise SystemExit('nobody runs this')\n");
    write("src/phlo_mydb/service.yaml", SERVICE.formatted("mydb"));
    write("tests/service.yaml", SERVICE.formatted("another"));
    String said = read();
    assertTrue(said.startsWith("0 wrote "), said);
    assertTrue(Files.readString(folder.resolve("out/mydb.yaml")).contains("mydb/mydb"), said);
    assertEquals(1, folder.resolve("out").toFile().listFiles().length);
  }

  @Test
  void itMayLieBesideTheProject() throws IOException {
    write("pyproject.toml", "");
    write("service.yaml", SERVICE.formatted("mydb"));
    assertTrue(read().startsWith("0 wrote "));
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    assertTrue(read().contains("it has no pyproject.toml"));
    write("pyproject.toml", "");
    String said = read();
    assertTrue(said.startsWith("2 ") && said.contains("has no service.yaml"), said);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("plugin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read() throws IOException {
    Files.createDirectories(folder.resolve("plugin"));
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(talk, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            new Terminal(both, both),
            "services",
            "import",
            folder.resolve("plugin").toString(),
            "--plane",
            "storage",
            "--owner",
            "team:shop",
            "--out",
            folder.resolve("out").toString());
    return code + " " + talk.toString(StandardCharsets.UTF_8);
  }
}
