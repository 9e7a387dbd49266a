package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.scaffold.Language;
import dev.regauge.testkit.LoadsConformance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The project of a new plugin of every type: it compiles, its own test passes, it is loaded. */
class PluginCreateTest {
  @TempDir Path temp;

  private PluginProject made(PluginType type, Language language) {
    PluginProject project = new PluginProject(temp);
    String[] line = {
      "plugin", "create", "my-new", "--type", type.word(), "--lang", language.name(), "--in", "@"
    };
    assertEquals(0, project.run(line), project.err);
    String readme = project.text("my-new/README.md");
    assertTrue(readme.contains("## Install") && readme.contains("## Licence"), readme);
    assertTrue(project.text("my-new/LICENSE").contains("Apache License"));
    assertTrue(project.text("my-new/.github/workflows/ci.yml").contains("steps:"));
    return project;
  }

  @ParameterizedTest
  @EnumSource(PluginType.class)
  void inJava(PluginType type) throws Exception {
    PluginProject project = made(type, Language.java);
    Path classes = Files.createDirectories(temp.resolve("classes"));
    List<String> options = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    options.addAll(
        List.of("-Xlint:all,-path", "-Werror", "-cp", System.getProperty("java.class.path")));
    try (Stream<Path> sources = Files.walk(temp.resolve("my-new/src"))) {
      sources.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(options::add);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, said, said, options.toArray(String[]::new));
    assertEquals(0, code, said.toString(StandardCharsets.UTF_8));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> test = loader.loadClass("my_new_plugin.MyNewPluginTest");
      var made = test.getDeclaredConstructor();
      var answers = test.getDeclaredMethod("answers");
      made.setAccessible(true);
      answers.setAccessible(true);
      answers.invoke(made.newInstance());
      if (type == PluginType.ORCHESTRATOR) {
        Class<?> kit = loader.loadClass("my_new_plugin.MyNewPluginConformanceTest");
        assertTrue(LoadsConformance.class.isAssignableFrom(kit));
      }
    }
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (Path root : List.of(classes, temp.resolve("my-new/src/main/resources"))) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    PluginProject.zip(temp.resolve("plugins/my-new.jar"), files);
    project.file("regauge.yaml", "plugins: {from: [plugins], trusted: [my-new]}\n");
    assertEquals(0, project.run("plugin", "check", "--project", "@"), project.err);
    assertTrue(project.out.contains("my-new "), project.out);
  }

  @ParameterizedTest
  @EnumSource(PluginType.class)
  void inYaml(PluginType type) {
    if (Language.yaml.can(type)) {
      PluginProject project = made(type, Language.yaml);
      assertEquals(0, project.run("plugin", "check", "--project", "@/my-new/example"), project.err);
      assertTrue(project.out.contains("my-new "), project.out);
      assertEquals(0, project.run("plan-ir", "@/my-new/example"), project.err);
      assertFalse(project.out.contains("plugin:"), project.out);
    } else {
      PluginProject project = new PluginProject(temp);
      String[] line = {"plugin", "create", "x", "--type", type.word(), "--lang", "yaml"};
      assertEquals(2, project.run(line));
      assertTrue(project.err.contains("takes code in Java"), project.err);
    }
  }

  @ParameterizedTest
  @EnumSource(PluginType.class)
  void inPython(PluginType type) throws Exception {
    if (!Language.python.can(type)) {
      return;
    }
    PluginProject project = made(type, Language.python);
    Process tests =
        new ProcessBuilder("python3", "-m", "unittest", "discover", "-s", "tests")
            .directory(temp.resolve("my-new").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(tests.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, tests.exitValue(), said);
    wheel(project);
    project.file("regauge.yaml", "plugins: {from: [plugins]}\n");
    assertEquals(0, project.run("plugin", "check", "--project", "@"), project.err);
    assertTrue(project.out.contains("my-new "), project.out);
  }

  /** Packs what a build backend would: the package, and its dist-info with the entry points. */
  private void wheel(PluginProject project) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    Path sources = temp.resolve("my-new/src");
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(sources.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    StringBuilder points = new StringBuilder();
    for (String line : project.text("my-new/pyproject.toml").lines().toList()) {
      if (line.startsWith("[project.entry-points.")) {
        points.append('[').append(line.split("\"")[1]).append("]\n");
      } else if (line.contains("_plugin.step:")) {
        points.append(line.replace("\"", "")).append('\n');
      }
    }
    files.put("my_new-0.1.0.dist-info/entry_points.txt", PluginProject.bytes(points.toString()));
    files.put(
        "my_new-0.1.0.dist-info/METADATA",
        PluginProject.bytes("Metadata-Version: 2.1\nName: my-new\nVersion: 0.1.0\n"));
    PluginProject.zip(temp.resolve("plugins/my_new-0.1.0-py3-none-any.whl"), files);
  }

  @Test
  void badCallsSaySo() {
    PluginProject project = new PluginProject(temp);
    assertEquals(2, project.run("plugin", "create", "My New", "--type", "source"));
    assertTrue(project.err.contains("is no name of a plugin"), project.err);
    assertEquals(2, project.run("plugin", "create", "x", "--type", "sorces"));
    assertTrue(project.err.contains("did you mean 'source'?"), project.err);
    assertEquals(0, project.run("plugin", "create", "x", "--type", "sources", "--in", "@"));
    assertEquals(2, project.run("plugin", "create", "x", "--type", "sources", "--in", "@"));
    assertTrue(project.err.contains("is there already"), project.err);
  }
}
