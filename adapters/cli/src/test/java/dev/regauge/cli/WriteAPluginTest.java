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
  private static final Pattern FILE =
      Pattern.compile("<!-- file: (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RUN =
      Pattern.compile("<!-- run -->\\n```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void thePagesFilesAndCommandsWork() throws IOException {
    String page = Files.readString(Path.of("../../docs/write-a-plugin.md"));
    PluginProject project = new PluginProject(temp);
    Matcher files = FILE.matcher(page);
    int written = 0;
    while (files.find()) {
      project.file(files.group(1), files.group(2));
      written++;
    }
    assertEquals(4, written);
    Matcher run = RUN.matcher(page);
    assertTrue(run.find());
    for (String line : run.group(1).lines().toList()) {
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
    assertTrue(Files.exists(temp.resolve("out/argo/code/acme_orders/load.py")));
    assertTrue(project.text("regauge.plugins.lock.json").contains("\"acme\""));
  }
}
