package dev.regauge.plugins.api.catalog;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;

/** A file that lies where the lock should and is none. */
public final class NotALock extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Code NO_LOCK = new Code("RG-TABLE-301");

  private static final String RESTORE =
      "restore it from version control; where nobody has kept it, remove it and run 'regauge"
          + " tables lock --adopt', which takes the ids of the tables that are there";

  private final int line;
  private final int column;
  private final String label;
  private final String help;

  /** Says why, in one line. */
  public NotALock(String why) {
    this(why, 1, 1);
  }

  /** Says why, in one line, and where the text stops being a lock. */
  public NotALock(String why, int line, int column) {
    this(why, line, column, "cannot be read as a lock", RESTORE);
  }

  /** Says as well what is at that place, and what to do about it. */
  public NotALock(String why, int line, int column, String label, String help) {
    super(why);
    this.line = line;
    this.column = column;
    this.label = label;
    this.help = help;
  }

  /** Returns the finding about the file. */
  public Diagnostic finding(String file) {
    return Diagnostic.error(NO_LOCK, "'" + file + "' is no lock of tables: " + getMessage())
        .at(new Span(file, line, column, 1))
        .label(label)
        .help(help);
  }
}
