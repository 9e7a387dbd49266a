package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A templated text names what a run says about itself, and nothing else (semantics 21). */
final class TemplateWordsAreKnown implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-051");

  /** What the runtime replaces; it looks into strings and comments too. */
  private static final Pattern WORD =
      Pattern.compile(
          "\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*\\}\\}", Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    SortedSet<String> known = RunWords.templateWords(graph, asset);
    for (RunWords.Written text : texts(graph, asset, true)) {
      SortedSet<String> told = new TreeSet<>();
      Matcher word = WORD.matcher(text.text());
      while (word.find()) {
        String name = word.group(1);
        if (!known.contains(name) && told.add(name)) {
          Diagnostic finding =
              Diagnostic.error(CODE, "the template names '" + name + "', which no run has")
                  .label("not known to a run")
                  .help(RunWords.help(name, known, "{{ % }}", ""));
          out.add(text.place(finding, word.start(1), name.length(), graph.locator()));
        }
      }
    }
  }

  /** Returns the queries and arguments that are templates, or those that are none. */
  static List<RunWords.Written> texts(SpecGraph graph, AssetNode asset, boolean isTemplated) {
    return switch (asset.spec().run()) {
      case RunSpec.Container container ->
          container.templated().orElse(false) == isTemplated
              ? container(container, asset)
              : List.of();
      case RunSpec.Python _,
          RunSpec.Dbt _,
          RunSpec.Spark _,
          RunSpec.Dlt _,
          RunSpec.Airbyte _,
          RunSpec.Connector _,
          RunSpec.Export _,
          RunSpec.Semantic _,
          RunSpec.Maintain _,
          RunSpec.Noop _ ->
          List.of();
      case RunSpec.Sql sql ->
          sql.templated().orElse(false) == isTemplated
              ? BindsAreKnown.written(graph, asset, sql).stream().toList()
              : List.of();
      case RunSpec.Command command ->
          command.templated().orElse(false) == isTemplated
              ? each(command.argv(), asset.path().field("run").field("command").field("argv"))
              : List.of();
    };
  }

  private static List<RunWords.Written> container(RunSpec.Container run, AssetNode asset) {
    SpecPath at = asset.path().field("run").field("container");
    List<RunWords.Written> words = new ArrayList<>(each(run.command(), at.field("command")));
    words.addAll(each(run.args(), at.field("args")));
    return words;
  }

  /** Returns the arguments; a template that a command's spaces have split is one text again. */
  private static List<RunWords.Written> each(List<String> texts, SpecPath list) {
    List<RunWords.Written> words = new ArrayList<>();
    int end;
    for (int i = 0; i < texts.size(); i = end) {
      end = endOfTemplate(texts, i);
      String text = String.join(" ", texts.subList(i, end));
      words.add(new RunWords.Written(text, list.at(i), Optional.empty()));
    }
    return words;
  }

  private static int endOfTemplate(List<String> texts, int start) {
    String first = texts.get(start);
    if (first.contains("{{") && !first.contains("}}")) {
      for (int i = start + 1; i < texts.size(); i++) {
        if (texts.get(i).contains("}}")) {
          return i + 1;
        }
      }
    }
    return start + 1;
  }
}
