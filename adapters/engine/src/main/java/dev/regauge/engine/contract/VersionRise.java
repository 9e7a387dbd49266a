package dev.regauge.engine.contract;

import dev.regauge.engine.contract.ContractChange.Kind;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.model.contract.ContractDocument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a contract's version is raised as its changes ask by semantic versioning. Before 1.0.0 a
 * change that breaks asks for a minor version, and each other one for a patch.
 */
public final class VersionRise {

  private static final Code CODE = new Code("RG-CT-001");

  /** Every code of this stage. */
  public static final List<Code> ALL = List.of(CODE);

  private static final Pattern VERSION =
      Pattern.compile("v?([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})(?:[-+].*)?");

  private VersionRise() {}

  /** Returns what the version is at least after the changes; as it was when there are none. */
  public static Optional<String> least(ContractDocument older, List<ContractChange> changes) {
    Optional<int[]> before = parts(older.version());
    if (before.isEmpty() || changes.isEmpty()) {
      return before.map(_ -> older.version());
    }
    int[] parts = before.get();
    Kind most = changes.stream().map(ContractChange::kind).min(Kind::compareTo).orElseThrow();
    int raised = Math.min(2, most.ordinal() + (parts[0] == 0 ? 1 : 0));
    int[] least = new int[3];
    for (int i = 0; i <= raised; i++) {
      least[i] = parts[i] + (i == raised ? 1 : 0);
    }
    return Optional.of(least[0] + "." + least[1] + "." + least[2]);
  }

  /** Returns what is wrong with the newer version's number. */
  public static Optional<Diagnostic> judge(
      ContractDocument older, ContractDocument newer, List<ContractChange> changes) {
    Optional<int[]> is = parts(newer.version());
    Optional<int[]> wanted = least(older, changes).flatMap(VersionRise::parts);
    if (is.isEmpty() || wanted.isEmpty()) {
      ContractDocument wrong = is.isEmpty() ? newer : older;
      return Optional.of(
          Diagnostic.error(
                  CODE,
                  "the version '"
                      + wrong.version()
                      + "' is no MAJOR.MINOR.PATCH, so that nobody can tell what it asks of readers")
              .at(wrong.versionAt())
              .label("no semantic version")
              .help("write one such as 1.0.0"));
    }
    if (compare(is.get(), wanted.get()) >= 0) {
      return Optional.empty();
    }
    boolean isBack = changes.isEmpty();
    ContractChange most =
        changes.stream()
            .findFirst()
            .orElse(
                new ContractChange(Kind.PATCH, "version", "", Optional.empty(), Optional.empty()));
    return Optional.of(
        Diagnostic.error(
                CODE,
                isBack
                    ? "the version goes back, from " + older.version() + " to " + newer.version()
                    : "the version is "
                        + newer.version()
                        + ", and what has changed since "
                        + older.version()
                        + " asks for "
                        + text(wanted.get()))
            .at(newer.versionAt())
            .label(isBack ? "lower than before" : "not raised enough")
            .related(
                most.after().or(most::before),
                most.kind() == Kind.BREAKING ? "this breaks readers" : "this is new")
            .related(Optional.of(older.versionAt()), "the version before")
            .help("write " + text(wanted.get()) + ", or take the change back"));
  }

  private static String text(int[] parts) {
    return parts[0] + "." + parts[1] + "." + parts[2];
  }

  private static int compare(int[] one, int[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i]) {
        return Integer.compare(one[i], other[i]);
      }
    }
    return 0;
  }

  private static Optional<int[]> parts(String version) {
    Matcher found = VERSION.matcher(version);
    return found.matches()
        ? Optional.of(
            new int[] {
              Integer.parseInt(found.group(1)),
              Integer.parseInt(found.group(2)),
              Integer.parseInt(found.group(3))
            })
        : Optional.empty();
  }
}
