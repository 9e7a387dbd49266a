package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.preview.PreviewRow;
import dev.regauge.engine.preview.SchedulePreview;
import dev.regauge.engine.preview.UpstreamKeys;
import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.engine.request.TargetRequest;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.plan.JobPlan;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge schedule preview}: the next ticks of a job and what each selects. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = {
      "Print the next ticks of a job, the partition that each selects, the partitions of upstream",
      "assets that it maps to, and where an engine, left alone with the cron line, would tick",
      "differently."
    })
final class SchedulePreviewCommand implements Callable<Integer> {
  /** So many keys are printed one by one. */
  private static final int FEW_KEYS = 3;

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ROOT);
  private static final DateTimeFormatter LOCAL_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  @Parameters(index = "0", paramLabel = "JOB", description = "The job's name.")
  String job = "";

  @Mixin ProductArgument product = new ProductArgument();
  @Mixin TargetArguments targets = new TargetArguments();

  @Option(names = "-n", paramLabel = "N", description = "How many ticks (10).")
  int number = 10;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "The first instant, such as 2026-03-28T00:00:00Z; by default now.")
  @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      description = "The first instant that is no longer of interest.")
  @Nullable String until;

  private final Terminal terminal;

  SchedulePreviewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (number < 1) {
      throw product.usage("-n takes a number of ticks from 1, not " + number);
    }
    Instant start = from == null ? Instant.now() : Instants.of(product, "--from", from);
    Optional<Instant> end =
        until == null ? Optional.empty() : Optional.of(Instants.of(product, "--until", until));
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    if (compiled.sound().isEmpty()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    JobPlan plan = jobOf(compiled.sound().get());
    if (product.isForFindings()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    // What a target refuses is check's matter; its clock runs nevertheless.
    Generator generator = product.generator(found);
    Generation asked = generator.check(product.file(), targets.selection(), new FoundDiagnostics());
    List<TargetRequest> compared = asked.targets().stream().map(TargetAnswers::target).toList();
    List<PreviewRow> rows =
        new SchedulePreview(compiled.sound().get(), compared).of(plan, start, number, end);
    if (product.isJson()) {
      terminal.data(json(plan, compared, rows));
    } else {
      print(plan, rows);
    }
    return ExitCode.FINE;
  }

  private JobPlan jobOf(CompiledProduct.Sound sound) {
    List<JobPlan> jobs = sound.plan().jobs();
    List<String> names = jobs.stream().map(JobPlan::name).toList();
    return jobs.stream()
        .filter(one -> one.name().equals(job))
        .findFirst()
        .orElseThrow(
            () ->
                product.usage(
                    "the product has no job '"
                        + job
                        + "'; "
                        + NearestName.question(job, names)
                            .orElse("it has " + String.join(", ", names))));
  }

  private void print(JobPlan plan, List<PreviewRow> rows) {
    if (plan.triggers().stream().noneMatch(JobPlan.CronTrigger::enabled)) {
      terminal.talkLine("job '" + plan.name() + "' has no cron line that is enabled");
      return;
    }
    if (rows.isEmpty()) {
      terminal.talkLine("job '" + plan.name() + "' does not tick in that time");
      return;
    }
    boolean isOne = plan.triggers().size() == 1;
    int width = rows.stream().mapToInt(row -> local(row).length()).max().orElse(0);
    String form = "%-20s  %-" + width + "s  %-24s  %s";
    terminal.dataLine(line(form, "TICK (UTC)", "LOCAL", "PARTITION", "AN ENGINE ALONE"));
    for (PreviewRow row : rows) {
      String alone =
          row.alone().isEmpty()
              ? ""
              : String.join(", ", row.alone()) + (row.isTick() ? ": no tick" : ": a tick");
      String cron = isOne ? "" : "  " + row.cron() + " " + row.zone();
      terminal.dataLine(line(form, row.at(), local(row), partition(plan, row), alone + cron));
      row.upstream().stream()
          .filter(needed -> !(needed.mapping() instanceof KeyMapping.Identity))
          .forEach(needed -> terminal.dataLine(needed(needed)));
    }
  }

  /** A tick between two minutes is shown with its seconds. */
  private static String local(PreviewRow row) {
    return (row.local().getSecond() == 0 ? LOCAL : LOCAL_SECONDS).format(row.local());
  }

  private static String partition(JobPlan plan, PreviewRow row) {
    if (!row.isTick()) {
      return "(no tick)";
    }
    if (plan.partitionSet().isEmpty()) {
      return "-";
    }
    return row.partitions().isEmpty() ? "none is complete" : String.join(" ", row.partitions());
  }

  /** Returns a line such as {@code gold/week needs silver/day, window(0, 0): 2026-03-23 …}. */
  private static String needed(UpstreamKeys needed) {
    List<String> keys = needed.keys();
    String shown =
        keys.size() <= FEW_KEYS
            ? String.join(" ", keys)
            : keys.getFirst() + " … " + keys.getLast() + " (" + keys.size() + ")";
    return "  "
        + needed.asset()
        + " needs "
        + needed.upstream()
        + ", "
        + needed.mapping().text()
        + ": "
        + (needed.isKnown() ? shown.isEmpty() ? "none yet" : shown : "keys that a run knows");
  }

  private static String line(String form, Object... cells) {
    return String.format(Locale.ROOT, form, cells).stripTrailing();
  }

  private static String json(JobPlan plan, List<TargetRequest> targets, List<PreviewRow> rows) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("job", plan.name());
    var names = tree.putArray("targets");
    targets.forEach(target -> names.add(target.name().value()));
    var list = tree.putArray("ticks");
    for (PreviewRow row : rows) {
      ObjectNode node = list.addObject();
      node.put("at", row.at().toString());
      node.put("local", local(row));
      node.put("cron", row.cron());
      node.put("timezone", row.zone().getId());
      node.put("isTick", row.isTick());
      var partitions = node.putArray("partitions");
      row.partitions().forEach(partitions::add);
      var upstream = node.putArray("upstream");
      for (UpstreamKeys needed : row.upstream()) {
        ObjectNode edge = upstream.addObject();
        edge.put("asset", needed.asset());
        edge.put("upstream", needed.upstream());
        edge.put("mapping", needed.mapping().text());
        edge.put("isKnown", needed.isKnown());
        needed.keys().forEach(edge.putArray("partitions")::add);
      }
      var alone = node.putArray("differs");
      row.alone().forEach(alone::add);
    }
    return PrettyJson.text(tree);
  }
}
