package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What only a shell understands stands where one reads it: a program gets {@code |} and {@code
 * $HOME} as they are, as Kubernetes and {@code exec} give them.
 */
final class CommandsHaveNoShell implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-275");

  /** Words by which a shell joins programs and files. */
  private static final SortedSet<String> OPERATORS =
      new TreeSet<>(
          List.of("&", "&&", ";", "<", "<<", ">", ">>", "2>", "2>&1", "2>>", "&>", "|", "||"));

  /** A variable or what a program prints, and nothing else in the word: no regex, no price. */
  private static final Pattern EXPANDED =
      Pattern.compile("\\$\\{?[A-Z_][A-Z0-9_]*\\}?|\\$\\([^()]+\\)|`[^`]+`");

  private static final Pattern SHELL = Pattern.compile("(.*/)?(ba|da|k|z)?sh");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Command command && !hasShell(command.argv())) {
      SpecPath argv = asset.path().field("run").field("command").field("argv");
      for (int i = 1; i < command.argv().size(); i++) {
        String word = command.argv().get(i);
        if (OPERATORS.contains(word) || EXPANDED.matcher(word).matches()) {
          out.add(
              Diagnostic.warning(CODE, "the program gets '" + word + "' as an argument")
                  .at(argv.at(i), graph.locator())
                  .label("no shell reads it")
                  .help("give the line to a shell: run: {command: [sh, -c, \"…\"]}"));
          return; // one shell is the answer to all of them
        }
      }
    }
    asset
        .spec()
        .env()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Text(String text) && EXPANDED.matcher(text).matches()) {
                SpecPath at = asset.path().field("env").entry(name);
                out.add(
                    Diagnostic.warning(CODE, "the step gets '" + text + "' as it is written")
                        .at(at, graph.locator())
                        .label("no shell reads it")
                        .help(
                            "write {env: NAME} for what differs in each environment,"
                                + " {secretRef: name/key} for a secret"));
              }
            });
  }

  private static boolean hasShell(List<String> argv) {
    return !argv.isEmpty() && SHELL.matcher(argv.getFirst()).matches();
  }
}
