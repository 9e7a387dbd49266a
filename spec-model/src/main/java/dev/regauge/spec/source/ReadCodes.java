package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import java.util.List;

/**
 * The codes of the reading stage; each is used by one factory of {@link FileProblems} or {@link
 * FieldProblems}.
 */
public final class ReadCodes {

  static final Code UNREADABLE_FILE = new Code("RG-READ-001");
  static final Code NOT_TEXT = new Code("RG-READ-002");
  static final Code TOO_LARGE = new Code("RG-READ-003");
  static final Code SYNTAX = new Code("RG-READ-004");
  static final Code DUPLICATE_KEY = new Code("RG-READ-005");
  static final Code ALIAS = new Code("RG-READ-006");
  static final Code TAG = new Code("RG-READ-007");
  static final Code SECOND_DOCUMENT = new Code("RG-READ-008");
  static final Code TOO_DEEP = new Code("RG-READ-009");
  static final Code NOT_A_MAP = new Code("RG-READ-010");
  static final Code KEY_NOT_TEXT = new Code("RG-READ-011");
  static final Code HIDDEN_DIRECTION = new Code("RG-READ-012");
  static final Code UNKNOWN_FIELD = new Code("RG-READ-013");
  static final Code WRONG_TYPE = new Code("RG-READ-014");
  static final Code MISSING_FIELD = new Code("RG-READ-015");
  static final Code NOT_A_CHOICE = new Code("RG-READ-016");
  static final Code OUT_OF_RANGE = new Code("RG-READ-017");
  static final Code WRONG_FORM = new Code("RG-READ-018");
  static final Code NOT_EXACTLY_ONE = new Code("RG-READ-019");
  static final Code NOT_SUPPORTED_YET = new Code("RG-READ-020");
  static final Code OTHER_VERSION = new Code("RG-READ-021");
  static final Code ODD_NUMBER = new Code("RG-READ-022");
  static final Code AMBIGUOUS_TEXT = new Code("RG-READ-023");
  static final Code MISSING_FILE = new Code("RG-READ-024");
  static final Code OUTSIDE_ROOT = new Code("RG-READ-025");
  static final Code CHECK_OF_NOTHING = new Code("RG-READ-026");
  static final Code ALONE = new Code("RG-READ-050");
  static final Code NONE_OF = new Code("RG-READ-051");
  static final Code NOT_INCLUDABLE = new Code("RG-READ-052");
  static final Code INCLUDES_NOTHING = new Code("RG-READ-053");
  static final Code IN_TWO_FILES = new Code("RG-READ-054");
  static final Code NO_PRODUCT = new Code("RG-READ-055");
  static final Code NOT_FORMATTABLE = new Code("RG-READ-060");
  static final Code FOREIGN_SERVICE = new Code("RG-READ-061");
  static final Code FOREIGN_CONTRACT = new Code("RG-READ-062");
  static final Code OVERRIDES_NOTHING = new Code("RG-READ-067");

  /** Every code of the stage, in order. */
  public static final List<Code> ALL =
      List.of(
          UNREADABLE_FILE,
          NOT_TEXT,
          TOO_LARGE,
          SYNTAX,
          DUPLICATE_KEY,
          ALIAS,
          TAG,
          SECOND_DOCUMENT,
          TOO_DEEP,
          NOT_A_MAP,
          KEY_NOT_TEXT,
          HIDDEN_DIRECTION,
          UNKNOWN_FIELD,
          WRONG_TYPE,
          MISSING_FIELD,
          NOT_A_CHOICE,
          OUT_OF_RANGE,
          WRONG_FORM,
          NOT_EXACTLY_ONE,
          NOT_SUPPORTED_YET,
          OTHER_VERSION,
          ODD_NUMBER,
          AMBIGUOUS_TEXT,
          MISSING_FILE,
          OUTSIDE_ROOT,
          CHECK_OF_NOTHING,
          ALONE,
          NONE_OF,
          NOT_INCLUDABLE,
          INCLUDES_NOTHING,
          IN_TWO_FILES,
          NO_PRODUCT,
          NOT_FORMATTABLE,
          FOREIGN_SERVICE,
          FOREIGN_CONTRACT,
          OVERRIDES_NOTHING);

  private ReadCodes() {}

  /** Whether a finding is that the disk does not give the product's file, whatever is in it. */
  public static boolean isUnreadableFile(Diagnostic finding) {
    return finding.code().equals(UNREADABLE_FILE);
  }
}
