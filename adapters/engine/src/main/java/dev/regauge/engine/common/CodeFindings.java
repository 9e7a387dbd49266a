package dev.regauge.engine.common;

import static java.util.stream.Collectors.joining;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import java.util.List;
import java.util.SortedSet;

/** The findings about the user's code as files: one factory for each code. */
public final class CodeFindings {
  private static final Code LEAVES_ROOT = new Code("RG-SEC-001");
  private static final Code TOO_DEEP = new Code("RG-SEC-002");
  private static final Code UNUSABLE_NAME = new Code("RG-SEC-003");

  private static final Code LEFT_OUT = new Code("RG-SEC-004");
  private static final Code LEADS_NOWHERE = new Code("RG-SEC-005");

  /** Every code of this stage. */
  public static final List<Code> ALL =
      List.of(LEAVES_ROOT, TOO_DEEP, UNUSABLE_NAME, LEFT_OUT, LEADS_NOWHERE);

  private static final int MOST_NAMES = 10;

  private CodeFindings() {}

  static Diagnostic leavesRoot(String path) {
    return Diagnostic.error(LEAVES_ROOT, "'" + path + "' is a link that leaves the product root")
        .help("copy the file into the product, or link inside it");
  }

  static Diagnostic tooDeep(String path) {
    return Diagnostic.error(
            TOO_DEEP,
            "the folders below '"
                + path.substring(0, Math.min(60, path.length()))
                + "' have no end")
        .help("remove the link that leads back up");
  }

  static Diagnostic unusableName(String path, String fault) {
    return Diagnostic.error(UNUSABLE_NAME, "the code file '" + path + "' " + fault)
        .help("rename it; a bundle must be usable on every file system");
  }

  static Diagnostic leftOut(SortedSet<String> paths) {
    String names =
        paths.stream().limit(MOST_NAMES).map(path -> "'" + path + "'").collect(joining(", "));
    int more = paths.size() - MOST_NAMES;
    return Diagnostic.warning(
            LEFT_OUT,
            "not copied to the bundle, because such files usually hold secrets: "
                + names
                + (more > 0 ? " and " + more + " more" : ""))
        .help(
            "hand secrets over by {secretRef: …}; a file that holds none is copied when"
                + " code.paths names it");
  }

  static Diagnostic leadsNowhere(String path) {
    return Diagnostic.error(LEADS_NOWHERE, "'" + path + "' is a link that leads nowhere")
        .help("remove it, or let it lead to a file inside the product");
  }
}
