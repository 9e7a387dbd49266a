package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.feature.FeatureScanner;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.model.form.Wildcards;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.plan.Planner;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.resolve.SpecResolver;
import dev.regauge.spec.rule.RuleBook;
import dev.regauge.spec.rule.Silences;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** One input through all stages of check, to the printed findings, and to the plan when sound. */
final class CheckedInput {

  private CheckedInput() {}

  /** Returns the findings; whatever else happens is a mistake of ours. */
  static List<Diagnostic> findings(byte[] input) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read("product.yaml", input, new Echo(input), found);
    document.otherKind().map(SpecDocument.OtherKind::noProduct).ifPresent(found::add);
    List<Diagnostic> all = found.sorted();
    if (document.product().isPresent()) {
      ResolvedSpec spec =
          new SpecResolver()
              .resolve(document.product().get(), document.sources(), document.files());
      SpecGraph graph =
          new SpecLinker().link(spec.product(), document.sources(), document.files()::text, found);
      RuleBook.check(graph, found);
      all = Silences.apply(graph, found.sorted());
      if (!found.hasErrors()) {
        new FeatureScanner().scan(graph, new Planner().plan(graph));
        PlanJson.write(new Planner().plan(graph));
      }
    } else if (!found.hasErrors()) {
      throw new IllegalStateException("no product, and nothing is said of it");
    }
    new TextPrinter(document.sources()).print(all);
    return all;
  }

  /** A folder in which every file is there and holds the input: includes and queries are fuzzed. */
  private record Echo(byte[] input) implements RootFolder {

    @Override
    public State stateOf(String path) {
      return path.length() % 31 == 0 ? State.MISSING : State.FILE;
    }

    @Override
    public Content read(String path, long limit) {
      return input.length <= limit ? new Content.Bytes(input) : new Content.TooLarge();
    }

    @Override
    public Hits list(String pattern, int most) {
      return new Hits(
          new TreeSet<>(List.of("services/a.yaml", "topics/b.yaml", "c.sql"))
              .stream().filter(path -> Wildcards.fits(path, pattern)).limit(most).toList(),
          new TreeMap<>());
    }
  }
}
