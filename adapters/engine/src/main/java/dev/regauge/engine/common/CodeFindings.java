package dev.regauge.engine.common;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import java.util.List;

/** The findings about the user's code as files: one factory for each code. */
public final class CodeFindings {
  private static final Code LEAVES_ROOT = new Code("RG-SEC-001");
  private static final Code TOO_DEEP = new Code("RG-SEC-002");
  private static final Code UNUSABLE_NAME = new Code("RG-SEC-003");

  /** Every code of this stage. */
  public static final List<Code> ALL = List.of(LEAVES_ROOT, TOO_DEEP, UNUSABLE_NAME);

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
}
