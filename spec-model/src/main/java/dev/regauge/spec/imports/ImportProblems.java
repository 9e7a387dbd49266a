package dev.regauge.spec.imports;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** Why files of another tool are not imported at all. */
public final class ImportProblems {

  private static final Code NO_FORM = new Code("RG-READ-063");
  private static final Code TWICE = new Code("RG-READ-064");
  private static final Code SECRET = new Code("RG-READ-065");
  private static final Code NOTHING = new Code("RG-READ-066");

  /** Every code of the importers. */
  public static final List<Code> ALL = List.of(NO_FORM, TWICE, SECRET, NOTHING);

  private ImportProblems() {}

  /** Returns that something is not as the other tool has it. */
  public static Diagnostic noForm(Span at, String why, String help) {
    return Diagnostic.error(NO_FORM, "it cannot be imported: " + why).at(at).label(why).help(help);
  }

  /** Returns that two say they are the same. */
  public static Diagnostic twice(Span at, Span first, String what, String help) {
    return Diagnostic.error(TWICE, what)
        .at(at)
        .label("again here")
        .related(Optional.of(first), "first here")
        .help(help);
  }

  /** Returns that a secret itself stands where its name belongs; its place is shown to nobody. */
  public static Diagnostic secret(Span at, String what, String help) {
    return Diagnostic.error(SECRET, what)
        .at(at)
        .secret()
        .label("a secret must not stand in a file")
        .help(help);
  }

  /** Returns that a file has nothing that is imported. */
  public static Diagnostic nothing(Span at, String why, String help) {
    return Diagnostic.error(NOTHING, "nothing is imported: " + why).at(at).label(why).help(help);
  }
}
