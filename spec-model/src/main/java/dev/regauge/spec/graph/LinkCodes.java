package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Code;
import java.util.List;

/** The codes of the linking stage; each is used by one factory of {@link LinkFindings}. */
public final class LinkCodes {

  static final Code UNKNOWN_ASSET = new Code("RG-LINK-001");
  static final Code UNKNOWN_TABLE = new Code("RG-LINK-002");

  /** A resource, pool, partition set, catalog, param or job that is not declared. */
  public static final Code UNKNOWN_NAME = new Code("RG-LINK-003");

  static final Code DUPLICATE_ASSET = new Code("RG-LINK-004");

  /** Assets that wait for each other. */
  public static final Code CYCLE = new Code("RG-LINK-005");

  static final Code NO_MAPPING = new Code("RG-LINK-006");
  static final Code NOTHING_SELECTED = new Code("RG-LINK-007");
  static final Code NO_TABLE_TO_READ = new Code("RG-LINK-008");
  static final Code TWO_MAPPINGS = new Code("RG-LINK-009");
  static final Code WRONG_SELECTOR = new Code("RG-LINK-030");
  static final Code NO_TABLE_OUTSIDE = new Code("RG-LINK-031");

  /** Every code of the stage, in order. */
  public static final List<Code> ALL =
      List.of(
          UNKNOWN_ASSET,
          UNKNOWN_TABLE,
          UNKNOWN_NAME,
          DUPLICATE_ASSET,
          CYCLE,
          NO_MAPPING,
          NOTHING_SELECTED,
          NO_TABLE_TO_READ,
          TWO_MAPPINGS,
          WRONG_SELECTOR,
          NO_TABLE_OUTSIDE);

  private LinkCodes() {}
}
