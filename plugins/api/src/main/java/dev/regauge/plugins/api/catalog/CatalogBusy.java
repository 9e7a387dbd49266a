package dev.regauge.plugins.api.catalog;

/** Others change a table all the time; trying again later is safe. */
public final class CatalogBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the table. */
  public CatalogBusy(String table) {
    super("others are changing table '" + table + "'");
  }
}
