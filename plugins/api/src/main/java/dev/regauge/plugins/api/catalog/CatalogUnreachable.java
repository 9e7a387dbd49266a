package dev.regauge.plugins.api.catalog;

/** A catalog that cannot be opened here and now: the environment's fault, not the product's. */
public final class CatalogUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why, in one line. */
  public CatalogUnreachable(String why) {
    super(why);
  }
}
