package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.request.LocalCheck;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.graph.Selector;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.ParamPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.PlanWindows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge run}: the plan on this machine, without any engine. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run a product here, without an orchestrator.",
      "By default its one job, or all of its assets when it has none or several."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(names = "--job", paramLabel = "JOB", description = "The job to run.")
  @Nullable String job;

  @Option(
      names = {"-s", "--select"},
      paramLabel = "SELECTOR",
      description =
          "Assets: key, pattern, group:g, tag:k=v, kind:k, owner:o or *; + in front takes what it needs,"
              + " behind what needs it; a comma joins what must hold at once; repeatable.")
  List<String> selectors = new ArrayList<>();

  @Option(
      names = "--triggered",
      description =
          "All that triggers other than crons ask for now, each once, and what follows from that.")
  boolean isTriggered;

  @Option(
      names = "--freshness",
      description = "Run nothing, but say how old the assets with a freshness are.")
  boolean isLook;

  @Option(names = "--partition", paramLabel = "KEY", description = "One partition.")
  @Nullable String partition;

  @Option(
      names = "--partitions",
      paramLabel = "A..B",
      description =
          "A range of partitions, both ends included; oldest first, or as the job says in backfill.")
  @Nullable String partitions;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A parameter of the run; repeatable.")
  SortedMap<String, String> params = new TreeMap<>();

  @Option(names = "--env", paramLabel = "NAME", description = "The environment of the product.")
  @Nullable String environment;

  @Option(names = "--parallel", paramLabel = "N", description = "Steps at once (1).")
  int parallel = 1;

  @Option(names = "--keep-going", description = "Go on with what needs no failed step.")
  boolean keepsGoing;

  private final Terminal terminal;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (parallel < 1) {
      throw product.usage("--parallel takes a number of steps from 1, not " + parallel);
    }
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    if (compiled.sound().isEmpty()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    CompiledProduct.Sound sound = compiled.sound().get();
    if (!LocalCheck.accepts(sound.uses(), compiled.sources(), found)) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    List<String> arguments = arguments(sound);
    if (environment != null && !sound.plan().environments().containsKey(environment)) {
      throw product.usage(
          String.format(
              Locale.ROOT,
              "the product has no environment '%s'; it has %s",
              environment,
              listed(sound.plan().environments().keySet())));
    }
    int code =
        new LocalRun(product.isForFindings() ? terminal.forTalk() : terminal)
            .run(compiled, sound.plan(), arguments, Optional.ofNullable(environment), found);
    Findings.print(terminal, product, found, compiled);
    return code;
  }

  private List<String> arguments(CompiledProduct.Sound sound) {
    ExecutionPlan plan = sound.plan();
    if (plan.assets().isEmpty()) {
      throw product.usage(
          String.format(
              Locale.ROOT, "product '%s' has no assets: nothing to run", plan.product().name()));
    }
    List<String> arguments = new ArrayList<>();
    if (isTriggered || isLook) {
      if (isTriggered && isLook) {
        throw product.usage("--triggered and --freshness exclude each other");
      }
      if (job != null || !selectors.isEmpty() || partition != null || partitions != null) {
        throw product.usage(
            isLook
                ? "--freshness looks at all assets that have one: leave the selection out"
                : "--triggered says itself what is run: leave the selection out");
      }
      arguments.add(isLook ? "--freshness" : "--triggered");
    } else {
      addPartitions(plan, chosen(sound, arguments), arguments);
    }
    if (!params.isEmpty()) {
      arguments.addAll(List.of("--params", paramsAsJson(plan)));
    }
    arguments.addAll(List.of("--parallel", Integer.toString(parallel)));
    if (keepsGoing) {
      arguments.add("--keep-going");
    }
    if (product.isJson()) {
      arguments.add("--json");
    }
    return arguments;
  }

  /** Adds what is run to the arguments and returns the assets in it. */
  private List<String> chosen(CompiledProduct.Sound sound, List<String> arguments) {
    ExecutionPlan plan = sound.plan();
    if (job != null && !selectors.isEmpty()) {
      throw product.usage("--job and --select exclude each other");
    }
    List<JobPlan> declared = plan.jobs().stream().filter(one -> !one.isImplied()).toList();
    String name = job;
    if (name == null && selectors.isEmpty() && declared.size() == 1) {
      name = declared.getFirst().name();
    }
    if (name != null) {
      arguments.addAll(List.of("--job", name));
      return jobNamed(name, plan).assets();
    }
    List<String> assets = plan.assets().stream().map(AssetPlan::key).toList();
    if (!selectors.isEmpty()) {
      for (String selector : selectors) {
        new Selector(selector)
            .problem()
            .ifPresent(
                problem -> {
                  throw product.usage("'" + selector + "' is no selector: " + problem);
                });
      }
      assets = Selector.select(sound.graph(), selectors.stream().map(Selector::new).toList());
    }
    if (assets.isEmpty()) {
      throw product.usage("no asset is selected by " + String.join(" ", selectors));
    }
    arguments.addAll(List.of("--assets", String.join(",", assets)));
    return assets;
  }

  private JobPlan jobNamed(String name, ExecutionPlan plan) {
    return plan.jobs().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                product.usage(
                    String.format(
                        Locale.ROOT,
                        "the product has no job '%s'; it has %s",
                        name,
                        listed(plan.jobs().stream().map(JobPlan::name).toList()))));
  }

  private void addPartitions(ExecutionPlan plan, List<String> assets, List<String> arguments) {
    Optional<String> set =
        plan.assets().stream()
            .filter(asset -> assets.contains(asset.key()))
            .flatMap(asset -> asset.partitionSet().stream())
            .findFirst();
    if (partition != null && partitions != null) {
      throw product.usage("--partition and --partitions exclude each other");
    }
    if (set.isEmpty()) {
      if (partition != null || partitions != null) {
        throw product.usage("what is selected has no partitions");
      }
      return;
    }
    if (partition != null) {
      arguments.addAll(List.of("--partition", partition));
    } else if (partitions != null) {
      arguments.addAll(List.of("--partitions", partitions));
    } else {
      String first = firstKey(plan.partitionSets().get(set.get()), plan.partitionSets());
      throw product.usage(
          String.format(
              Locale.ROOT,
              "the assets are partitioned by '%s': say --partition %s, or --partitions A..B",
              set.get(),
              first));
    }
  }

  private static String firstKey(
      @Nullable PartitionSetPlan set, SortedMap<String, PartitionSetPlan> sets) {
    return switch (set) {
      case PartitionSetPlan.Timed timed -> PlanWindows.of(timed).firstKey().orElse("KEY");
      case PartitionSetPlan.Static fixed -> fixed.values().getFirst();
      case PartitionSetPlan.Multi multi ->
          multi.dimensions().values().stream()
              .map(name -> firstKey(sets.get(name), sets))
              .collect(Collectors.joining("|"));
      case PartitionSetPlan.Dynamic _ -> "KEY";
      case null -> "KEY";
    };
  }

  /** A text on the command line becomes a value of the parameter's declared type. */
  private String paramsAsJson(ExecutionPlan plan) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    params.forEach(
        (name, text) -> {
          ParamPlan param = plan.params().get(name);
          if (param == null) {
            throw product.usage(
                String.format(
                    Locale.ROOT,
                    "the product has no parameter '%s'; it has %s",
                    name,
                    listed(plan.params().keySet())));
          }
          tree.set(name, typed(param, text));
        });
    return tree.toString();
  }

  private JsonNode typed(ParamPlan param, String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    try {
      return switch (param.type()) {
        case "int" -> nodes.numberNode(Long.parseLong(text));
        case "float" -> nodes.numberNode(Double.parseDouble(text));
        case "boolean" -> nodes.booleanNode(isTrue(param, text));
        case "list" -> {
          var list = nodes.arrayNode();
          List.of(text.split(",", -1)).forEach(list::add);
          yield list;
        }
        default -> nodes.stringNode(text);
      };
    } catch (NumberFormatException e) {
      throw product.usage(
          String.format(
              Locale.ROOT,
              "parameter '%s' is of type %s, not '%s'",
              param.name(),
              param.type(),
              text));
    }
  }

  private boolean isTrue(ParamPlan param, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw product.usage(
              String.format(
                  Locale.ROOT, "parameter '%s' is true or false, not '%s'", param.name(), text));
    };
  }

  private static String listed(Iterable<String> names) {
    String all = String.join(", ", names);
    return all.isEmpty() ? "none" : all;
  }
}
