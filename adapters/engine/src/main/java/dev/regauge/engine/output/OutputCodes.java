package dev.regauge.engine.output;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import java.util.List;

/** The findings about the output folder: one factory for each code. */
public final class OutputCodes {

  private static final Code NOT_OURS = new Code("RG-OUT-001");
  private static final Code SYMBOLIC_LINK = new Code("RG-OUT-002");
  private static final Code EDITED_BY_HAND = new Code("RG-OUT-003");
  private static final Code IN_THE_WAY = new Code("RG-OUT-004");

  private static final Code SECRET = new Code("RG-SEC-006");

  /** Every code of this stage. */
  public static final List<Code> ALL =
      List.of(NOT_OURS, SYMBOLIC_LINK, EDITED_BY_HAND, IN_THE_WAY, SECRET);

  private OutputCodes() {}

  static Diagnostic notOurs(String folder) {
    return Diagnostic.error(
            NOT_OURS, "'" + folder + "' is not empty and holds no bundle.lock.json of Regauge's")
        .help("choose another output folder with -o, or empty this one yourself");
  }

  static Diagnostic symbolicLink(String path) {
    return Diagnostic.error(SYMBOLIC_LINK, "'" + path + "' is a symbolic link inside the bundle")
        .help("remove the link; files are never written through one");
  }

  static Diagnostic editedByHand(String path) {
    return Diagnostic.error(EDITED_BY_HAND, "'" + path + "' was changed after it was generated")
        .help("move your change into the spec or your code, or overwrite it with --force");
  }

  static Diagnostic inTheWay(String path) {
    return Diagnostic.error(
            IN_THE_WAY, "'" + path + "' was not generated and stands where a file must go")
        .help("move it away, or choose another output folder with -o");
  }

  static Diagnostic secret(String file, String words, boolean isOfUser) {
    return Diagnostic.error(SECRET, "'" + file + "' holds what looks like " + words)
        .label("this would be in the bundle, where many read it")
        .help(
            isOfUser
                ? "hand it over by {secretRef: name/key} and change the value: it is known now;"
                    + " if it is no secret, write 'regauge:no-secret' and why in a comment on this"
                    + " line or the one before, or the file's name and why in a file '.no-secrets'"
                    + " beside it"
                : "name the secret by {secretRef: name/key} where the text comes from: the spec,"
                    + " or a plugin");
  }
}
