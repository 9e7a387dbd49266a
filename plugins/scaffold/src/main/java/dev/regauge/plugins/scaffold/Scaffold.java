package dev.regauge.plugins.scaffold;

import dev.regauge.plugins.api.PluginApi;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.templates.Template;
import dev.regauge.templates.TemplateSource;
import dev.regauge.templates.freemarker.FreemarkerRenderer;
import dev.regauge.templates.literal.PlainName;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The project of a new plugin.
 *
 * @param name the plugin's, such as {@code acme-orders}
 * @param regaugeVersion the version of Regauge that a Java plugin is compiled with
 */
public record Scaffold(String name, PluginType type, Language language, String regaugeVersion) {
  private static final String FOLDER = "templates/scaffold/";

  /** Returns the project's files by path. */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    ProjectView view = view();
    files.put("README.md", text("README.md", view));
    files.put("LICENSE", TemplateSource.resource(Scaffold.class, FOLDER + "LICENSE"));
    files.put(".gitignore", text("gitignore", view));
    files.put(".github/workflows/ci.yml", text("ci.yml", view));
    switch (language) {
      case java -> java(files, view);
      case yaml -> declared(files, view, "");
      case python -> python(files, view);
    }
    return files;
  }

  private void java(SortedMap<String, String> files, ProjectView view) {
    files.put("pom.xml", text("pom.xml", view));
    files.put("src/main/resources/META-INF/regauge/plugin.yaml", text("plugin.yaml", view));
    files.put(
        "src/main/resources/META-INF/services/" + type.service().getName(),
        step() + "_plugin." + className() + "\n");
    JavaProject java = new JavaProject(step() + "_plugin", className(), step(), name, type);
    files.put("src/main/java/" + java.path(className()), java.plugin());
    files.put("src/test/java/" + java.path(className() + "Test"), java.test());
    if (type == PluginType.ORCHESTRATOR) {
      files.put("src/test/java/" + java.path(className() + "ConformanceTest"), java.conformance());
    }
  }

  /** A manifest, what it names, and a project that tries it. */
  private void declared(SortedMap<String, String> files, ProjectView view, String folder) {
    files.put(
        folder + (language == Language.yaml ? "plugin.yaml" : "regauge-plugin.yaml"),
        text("plugin.yaml", view));
    if (view.isProvider()) {
      files.put(folder + "more.yaml", text("more-" + type.word() + ".yaml", view));
    }
    if (view.isBundle()) {
      files.put(folder + "file.txt", text("file.txt", view));
    }
    if (language == Language.yaml) {
      files.put("example/regauge.yaml", text("example-regauge.yaml", view));
      files.put("example/product.yaml", text("example-product.yaml", view));
      files.put("test.sh", text("test.sh", view));
    }
  }

  private void python(SortedMap<String, String> files, ProjectView view) {
    String folder = "src/" + step() + "_plugin/";
    files.put("pyproject.toml", text("pyproject.toml", view));
    files.put(folder + "__init__.py", text("init.py", view));
    files.put("tests/test_plugin.py", text("test_plugin.py", view));
    if (view.isCoded()) {
      files.put(folder + "step.py", text("step.py", view));
    }
    declared(files, view, folder);
  }

  private static String text(String template, ProjectView view) {
    return new FreemarkerRenderer()
        .render(new Template<>(FOLDER + template + ".ftl", ProjectView.class), view);
  }

  private ProjectView view() {
    boolean isProvider =
        switch (type) {
          case ASSET, RESOURCE, COMPUTE, SERVICE, HOOK -> language != Language.java;
          case ORCHESTRATOR,
              EXTENSION,
              SOURCE,
              CATALOG,
              QUALITY,
              TRANSFORM,
              SEMANTIC,
              SECRETS,
              CHARTS,
              COMMAND ->
              false;
        };
    boolean isStep =
        switch (type) {
          case SOURCE, TRANSFORM, QUALITY, SECRETS -> true;
          case ORCHESTRATOR,
              EXTENSION,
              ASSET,
              RESOURCE,
              CATALOG,
              COMPUTE,
              SEMANTIC,
              SERVICE,
              HOOK,
              CHARTS,
              COMMAND ->
              false;
        };
    boolean isBundle =
        language != Language.java && (type == PluginType.EXTENSION || type == PluginType.CHARTS);
    boolean isCoded =
        language == Language.java
            || (language == Language.python && isStep && type != PluginType.SECRETS);
    return new ProjectView(
        new PlainName(name),
        new PlainName(step()),
        new PlainName(className()),
        new PlainName(type.word()),
        PlainName.of(PluginApi.VERSION),
        new PlainName(regaugeVersion),
        new PlainName(step() + "_plugin/"),
        new PlainName(type.service().getSimpleName()),
        isProvider,
        isStep,
        isBundle,
        isCoded,
        language == Language.java,
        language == Language.python,
        type == PluginType.SOURCE,
        type == PluginType.TRANSFORM,
        type == PluginType.QUALITY,
        type == PluginType.SECRETS,
        type == PluginType.CHARTS,
        type == PluginType.ORCHESTRATOR);
  }

  private String step() {
    return name.replace('-', '_');
  }

  private String className() {
    StringBuilder made = new StringBuilder();
    for (String part : name.split("-")) {
      made.append(
          part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return made.toString() + "Plugin";
  }

  /** Returns why that is no name for a plugin, or nothing when it is one. */
  public static Optional<String> fault(String name) {
    return name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && name.length() <= 40
        ? Optional.empty()
        : Optional.of(
            "'"
                + name
                + "' is no name of a plugin: a-z, 0-9 and -, beginning with a letter, at"
                + " most 40");
  }
}
