package dev.regauge.cli;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.AdapterOption;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.PrettyJson;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge adapters}: which orchestrators there are adapters for, and their options. */
@Command(
    name = "adapters",
    mixinStandardHelpOptions = true,
    description = "List the installed adapters with their versions and options.")
final class AdaptersCommand implements Callable<Integer> {

  /** There are no findings about what is installed. */
  enum Format {
    text,
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  Format format = Format.text;

  @Option(names = "--json", description = "Short for --format json.")
  boolean isJsonShort;

  private final Terminal terminal;

  AdaptersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AdapterRegistry registry = AdapterRegistry.installed();
    if (isJsonShort || format == Format.json) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("version", 1);
      var adapters = tree.putArray("adapters");
      registry.all().values().forEach(adapter -> json(adapter.descriptor(), adapters.addObject()));
      terminal.data(PrettyJson.text(tree));
    } else {
      registry.all().values().forEach(adapter -> text(adapter.descriptor()));
    }
    return ExitCode.FINE;
  }

  private static void json(AdapterDescriptor adapter, ObjectNode node) {
    node.put("id", adapter.id().value());
    node.put("title", adapter.title());
    node.put("defaultVersion", adapter.defaultVersion());
    var versions = node.putArray("testedVersions");
    adapter.testedVersions().forEach(versions::add);
    var options = node.putArray("options");
    for (AdapterOption option : adapter.options()) {
      ObjectNode entry = options.addObject();
      entry.put("name", option.name());
      entry.put("kind", word(option));
      entry.put("default", option.defaultText());
      if (!option.choices().isEmpty()) {
        var choices = entry.putArray("choices");
        option.choices().forEach(choices::add);
      }
      entry.put("doc", option.doc());
    }
  }

  private void text(AdapterDescriptor adapter) {
    terminal.dataLine(
        String.format(
            Locale.ROOT,
            "%s  %s, tested with %s, by default %s",
            adapter.id(),
            adapter.title(),
            String.join(", ", adapter.testedVersions()),
            adapter.defaultVersion()));
    for (AdapterOption option : adapter.options()) {
      String kind =
          option.choices().isEmpty() ? word(option) : String.join(" | ", option.choices());
      terminal.dataLine(
          String.format(
              Locale.ROOT,
              "    %s (%s, default %s): %s",
              option.name(),
              kind,
              option.defaultText(),
              option.doc()));
    }
  }

  private static String word(AdapterOption option) {
    return option.kind().name().toLowerCase(Locale.ROOT);
  }
}
