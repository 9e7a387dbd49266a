package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.plugins.api.catalog.TableSession;
import dev.regauge.plugins.api.catalog.TablesPlan;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The tables of a product as Iceberg tables: the plugin {@code iceberg}. */
public final class IcebergTables implements TableCatalog {

  /** Found by {@link java.util.ServiceLoader}. */
  public IcebergTables() {}

  @Override
  public TableSession open(Opening opening) {
    CatalogValues values = new CatalogValues(opening.values(), opening.variables());
    ProductTables tables = new ProductTables(opening.plan(), opening.lock());
    Catalogs catalogs =
        new Catalogs(
            opening.plan().catalogs(),
            values,
            opening.data(),
            opening.isEmbedded(),
            opening.isReadOnly());
    return new Session(tables, catalogs, values);
  }

  private record Session(ProductTables tables, Catalogs catalogs, CatalogValues values)
      implements TableSession {

    @Override
    public TablesPlan offline() {
      return tables.plan();
    }

    @Override
    public TablesPlan committed() {
      return tables.planByCommitted();
    }

    @Override
    public TablesPlan planned() {
      return withoutSecrets(() -> tables.plan(catalogs));
    }

    @Override
    public TablesPlan adopted() {
      return withoutSecrets(() -> tables.adopt(catalogs));
    }

    @Override
    public TablesPlan applied() {
      return withoutSecrets(() -> tables.apply(catalogs));
    }

    @Override
    public SortedMap<String, String> missing() {
      return catalogs.missing();
    }

    @Override
    public void close() {
      withoutSecrets(
          () -> {
            catalogs.close();
            return true;
          });
    }

    private <T> T withoutSecrets(Supplier<T> call) {
      try {
        return call.get();
      } catch (CatalogUnreachable e) {
        throw new CatalogUnreachable(values.hide(String.valueOf(e.getMessage())));
      }
    }
  }
}
