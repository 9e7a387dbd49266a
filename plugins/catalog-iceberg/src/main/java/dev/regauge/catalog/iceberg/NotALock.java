package dev.regauge.catalog.iceberg;

/** A file that lies where the lock should and is none. */
public final class NotALock extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotALock(String why) {
    super(why);
  }
}
