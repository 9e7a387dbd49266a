package dev.regauge.cli;

import dev.regauge.engine.Generator;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.Project;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.source.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which product a command is about, and how it prints: the same for every command. */
final class ProductArgument {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "PRODUCT",
      description =
          "The product file or its folder; by default the nearest product.yaml, here or above.")
  @Nullable Path product;

  @Mixin FormatOption printing = new FormatOption();

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "A folder of plugins, beside those of regauge.yaml; may be repeated.")
  List<Path> pluginFolders = new ArrayList<>();

  private final List<PluginRegistry> opened = new ArrayList<>();

  boolean isJson() {
    return format() == FormatOption.Format.json;
  }

  FormatOption.Format format() {
    return printing.asked();
  }

  /** Whether the findings are the data that the caller wants, and nothing else. */
  boolean isForFindings() {
    return switch (format()) {
      case text, json -> false;
      case sarif, github, junit -> true;
    };
  }

  /** Refuses a format of findings where a command has none to tell. */
  void refuseFindings(String what) {
    if (isForFindings()) {
      throw usage(
          what
              + " comes with no findings, which --format "
              + format()
              + " would print; leave it out");
    }
  }

  /** Returns the product file; whether it is there is for the reader to say. */
  Path file() {
    Path asked = product;
    if (asked == null) {
      return nearest();
    }
    return SpecReader.fileOf(asked);
  }

  /** Returns the plugins of the project that the product is in; wrong ones are findings. */
  PluginRegistry plugins(Diagnostics out) {
    Path folder = file().toAbsolutePath().getParent();
    Project project = Project.of(folder == null ? Path.of("") : folder, out);
    PluginRegistry registry =
        project.folder().isEmpty() && pluginFolders.isEmpty()
            ? PluginRegistry.none()
            : PluginRegistry.discoverAll(project, pluginFolders, out);
    opened.add(registry);
    return registry;
  }

  Generator generator(Diagnostics out) {
    return new Generator(plugins(out), GeneratorVersion.CURRENT);
  }

  ProductCompiler compiler(Diagnostics out) {
    return new ProductCompiler(plugins(out));
  }

  /** Ends the processes of plugins. */
  void close() {
    opened.forEach(PluginRegistry::close);
    opened.clear();
  }

  private Path nearest() {
    Path here = Path.of("").toAbsolutePath();
    Path inPlaceOfOne = null;
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(SpecReader.PRODUCT_FILE);
      if (Files.isRegularFile(file)) {
        return file;
      }
      inPlaceOfOne = inPlaceOfOne == null && Files.exists(file) ? file : inPlaceOfOne;
    }
    if (inPlaceOfOne != null) {
      return inPlaceOfOne; // what stands there is for the reader to say
    }
    throw usage("there is no product.yaml here or above; name the product file");
  }

  CommandLine.ParameterException usage(String message) {
    CommandSpec mixee = command;
    if (mixee == null) {
      throw new IllegalStateException("used outside a command");
    }
    return new CommandLine.ParameterException(mixee.commandLine(), message);
  }
}
