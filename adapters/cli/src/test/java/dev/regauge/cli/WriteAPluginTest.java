package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for authors of plugins: its files make a project, in which its commands end well. */
class WriteAPluginTest {
  /** A file, or commands to run where the page has come so far. */
  private static final Pattern PIECE =
      Pattern.compile(
          "<!-- file: (?<path>\\S+) -->\\n```[a-z]+\\n(?<text>.*?)```"
              + "|<!-- run -->\\n```sh\\n(?<lines>.*?)```",
          Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void thePagesFilesAndCommandsWork() throws IOException {
    String page = Files.readString(Path.of("../../docs/write-a-plugin.md"));
    PluginProject project = new PluginProject(temp);
    int written = 0;
    int run = 0;
    Matcher piece = PIECE.matcher(page);
    while (piece.find()) {
      if (piece.group("path") != null) {
        project.file(piece.group("path"), piece.group("text"));
        written++;
      } else {
        piece.group("lines").lines().forEach(line -> run(project, line));
        run++;
      }
    }
    assertEquals(6, written);
    assertEquals(2, run);
    assertTrue(Files.exists(temp.resolve("out/argo/code/acme_orders/load.py")));
    assertTrue(project.text("regauge.plugins.lock.json").contains("\"acme\""));
  }

  private static void run(PluginProject project, String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    assertEquals("regauge", words.removeFirst());
    words.replaceAll(word -> word.equals("out") ? "@/out" : word);
    if (words.getFirst().equals("plugin")) {
      words.addAll(List.of("--project", "@")); // the page's reader is in the project's folder
    } else {
      words.add(1, "@");
    }
    assertEquals(0, project.run(words.toArray(String[]::new)), line + "\n" + project.err);
  }
}
