package dev.regauge.catalog.iceberg;

/**
 * How far a table may change.
 *
 * @param allowsBreaking lets {@code full} also take columns away and demand values
 */
record Evolution(Mode mode, boolean allowsBreaking) {

  /** The default of a table that says nothing. */
  static final Evolution ADDITIVE = new Evolution(Mode.additive, false);

  /** The modes, named as in the spec. */
  enum Mode {
    none,
    additive,
    full
  }

  /** What a change costs those who read and write the table. */
  enum Weight {
    /** Words and settings; no reader or writer notices. */
    FREE("any"),
    /** Adds room; whoever reads the old columns goes on. */
    ADDITIVE("{mode: additive}"),
    /** Changes names or layout; the data stay readable. */
    FULL("{mode: full}"),
    /** Takes a column away or demands a value. */
    BREAKING("{mode: full, allowBreaking: true}");

    private final String needed;

    Weight(String needed) {
      this.needed = needed;
    }

    /** Returns what {@code evolution} must be. */
    String needed() {
      return needed;
    }
  }

  /** Whether a change of that weight may be made. */
  boolean permits(Weight weight) {
    return switch (weight) {
      case FREE -> true;
      case ADDITIVE -> mode != Mode.none;
      case FULL -> mode == Mode.full;
      case BREAKING -> mode == Mode.full && allowsBreaking;
    };
  }
}
