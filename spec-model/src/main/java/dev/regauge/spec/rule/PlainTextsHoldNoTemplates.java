package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query or an argument that looks like a template is none unless it says so: {@code {{ ref('x')
 * }}} and {@code {{ ds }}} would reach the database as they are.
 */
final class PlainTextsHoldNoTemplates implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-274");

  /** An expression or a statement of Jinja on one line. */
  private static final Pattern JINJA =
      Pattern.compile("\\{\\{\\s*([^{}\\n]{0,200}?)\\s*\\}\\}|\\{%[^{}\\n]{0,200}%\\}");

  private static final Pattern DBT =
      Pattern.compile("(ref|source|config|var|this|is_incremental)\\b.*");
  private static final Pattern OF_RUNS =
      Pattern.compile(
          "(ds|ts|dag|dag_run|ti|task|logical_date|execution_date|data_interval_\\w+|macros|var"
              + "|conn|prev_\\w+|next_\\w+|ds_nodash|ts_nodash)\\b.*");

  private static final Pattern OF_STEPS =
      Pattern.compile("=?(workflow|inputs|steps|tasks|pod)\\..*");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    SortedSet<String> known = RunWords.templateWords(graph, asset);
    for (RunWords.Written text : TemplateWordsAreKnown.texts(graph, asset, false)) {
      Matcher found = JINJA.matcher(text.text());
      if (found.find() && isMeant(text, found, known)) {
        int length = found.end() - found.start();
        Diagnostic finding =
            Diagnostic.warning(
                    CODE, "'" + found.group() + "' is no template here: it is taken as it is")
                .label("'templated' is not set")
                .help(help(found.group(1) == null ? "" : found.group(1), known));
        out.add(text.place(finding, found.start(), length, graph.locator()));
      }
    }
  }

  /**
   * SQL has no braces of its own; a program may have a template language for itself, as in {@code
   * docker ps --format '{{.Names}}'}.
   */
  private static boolean isMeant(RunWords.Written text, Matcher found, SortedSet<String> known) {
    String expression = found.group(1) == null ? "" : found.group(1);
    return text.path().text().contains(".run.sql.")
        || known.contains(expression)
        || DBT.matcher(expression).matches()
        || OF_RUNS.matcher(expression).matches()
        || OF_STEPS.matcher(expression).matches();
  }

  private static String help(String expression, SortedSet<String> known) {
    if (known.contains(expression)) {
      return "write 'templated: true' beside it";
    }
    if (DBT.matcher(expression).matches() && !expression.startsWith("var.")) {
      if (expression.startsWith("source")) {
        return "write the table's name; a table that is made elsewhere is declared under 'external'"
            + " and named under 'inputs'";
      }
      return "a model of dbt runs by 'run: {dbt: model}'; in plain SQL write the table's name, and"
          + " name the asset under 'inputs'";
    }
    if (OF_RUNS.matcher(expression).matches()) {
      return "in SQL bind :partition, :partition_start or :partition_end; elsewhere write"
          + " 'templated: true' and {{ partition }}";
    }
    return "with 'templated: true' these are replaced: " + String.join(", ", known);
  }
}
