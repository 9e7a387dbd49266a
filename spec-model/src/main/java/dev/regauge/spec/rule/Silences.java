package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ProductSpec.SilenceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an author has silenced, by code, by place if given, and with a reason. Warnings only; a
 * silence that silences nothing is a warning itself.
 */
public final class Silences {

  static final Code UNUSED = new Code("RG-RULE-041");

  /**
   * Findings that not every command asks for: those of targets, which are accepted under {@code
   * targets}, and those about the code's files.
   */
  private static final List<String> LATER_STAGES = List.of("RG-EVT-", "RG-FEAT-", "RG-SEC-");

  private Silences() {}

  /**
   * Returns the findings without the silenced ones, and one for each silence that no finding meets.
   *
   * @param found the findings of all stages
   */
  public static List<Diagnostic> apply(SpecGraph graph, List<Diagnostic> found) {
    List<SilenceSpec> silences = graph.product().silence();
    if (silences.isEmpty()) {
      return found;
    }
    List<Diagnostic> heard = new ArrayList<>();
    SortedSet<Integer> used = new TreeSet<>();
    for (Diagnostic finding : found) {
      boolean isSilenced = false;
      for (int i = 0; i < silences.size(); i++) {
        if (silences(silences.get(i), finding, graph.product())) {
          used.add(i);
          isSilenced = true;
        }
      }
      if (!isSilenced) {
        heard.add(finding);
      }
    }
    for (int i = 0; i < silences.size(); i++) {
      if (!used.contains(i) && !isOfLaterStage(silences.get(i))) {
        heard.add(unused(graph, silences.get(i), i, found));
      }
    }
    return List.copyOf(heard);
  }

  private static boolean isOfLaterStage(SilenceSpec silence) {
    return LATER_STAGES.stream().anyMatch(silence.code()::startsWith);
  }

  private static boolean silences(SilenceSpec silence, Diagnostic finding, ProductSpec product) {
    return finding.severity() == Severity.WARNING
        && finding.code().id().equals(silence.code())
        && (silence.at().isEmpty() || isAt(silence.at().get(), finding, product));
  }

  /** Whether the finding is at the address or inside it. */
  private static boolean isAt(String address, Diagnostic finding, ProductSpec product) {
    String place = finding.path().map(path -> NameAddress.of(path, product)).orElse("");
    boolean isInside =
        place.startsWith(address)
            && (place.length() == address.length()
                || ".[".indexOf(place.charAt(address.length())) >= 0);
    return isInside || address.isEmpty();
  }

  private static Diagnostic unused(
      SpecGraph graph, SilenceSpec silence, int index, List<Diagnostic> found) {
    boolean isError =
        found.stream()
            .anyMatch(
                finding ->
                    finding.severity() == Severity.ERROR
                        && finding.code().id().equals(silence.code()));
    SpecPath at = SpecPath.of("silence").at(index);
    return Diagnostic.warning(UNUSED, "nothing is silenced by this")
        .at(at.field("code"), graph.locator())
        .label(isError ? "an error cannot be silenced" : "there is no such warning here")
        .help(isError ? "mend what it says" : "remove it");
  }
}
