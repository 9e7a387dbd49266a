package dev.regauge.catalog.iceberg;

/** Others change a table all the time; trying again later is safe. */
public final class CatalogBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CatalogBusy(String table) {
    super("others are changing table '" + table + "'");
  }
}
