package dev.regauge.plugins.api.catalog;

import java.util.SortedMap;

/**
 * One look at a product's tables. A method that asks a catalog throws {@link CatalogUnreachable},
 * whose message holds no secret, when that is not there.
 */
public interface TableSession extends AutoCloseable {

  /** Compares with the lock only. */
  TablesPlan offline();

  /** Compares with a lock that is there, and warns of what it does not hold as declared. */
  TablesPlan committed();

  /** Compares with the lock and with the tables in their catalogs; changes nothing. */
  TablesPlan planned();

  /** Takes the ids of the tables that are there for those that the lock lacks, then compares. */
  TablesPlan adopted();

  /**
   * Makes and changes the tables; nothing when anything is wrong or the lock is not current.
   *
   * @throws CatalogBusy when others do not leave a gap
   */
  TablesPlan applied();

  /** Returns the catalogs that could not be opened, with the variable that each lacks. */
  SortedMap<String, String> missing();

  @Override
  void close();
}
