package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import dev.regauge.spec.plan.CatalogPlan;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.rest.RESTCatalog;

/**
 * The catalogs of a plan, opened when they are first asked for. What lies where, and under which
 * name, is as in the Python runtime ({@code catalogs.py}): each reads what the other made.
 */
public final class Catalogs implements AutoCloseable {

  /** The class of SQL states that says that there is no connection. */
  private static final String CONNECTION = "08";

  /** How often a database is looked at whose catalog tables somebody else is making. */
  private static final int ROUNDS = 5;

  private final Map<String, CatalogPlan> plans;
  private final CatalogValues values;
  private final String data;
  private final boolean isEmbedded;
  private final boolean isReadOnly;
  private final SortedMap<String, Catalog> open = new TreeMap<>();
  private final SortedMap<String, String> missing = new TreeMap<>();

  /**
   * Opens nothing yet.
   *
   * @param data {@code $REGAUGE_DATA}, where the embedded catalog lies
   * @param isEmbedded whether the embedded catalog stands in for one whose settings are not set
   * @param isReadOnly whether a sqlite file that is not there is left so, and is an empty catalog
   */
  public Catalogs(
      Map<String, CatalogPlan> plans,
      CatalogValues values,
      String data,
      boolean isEmbedded,
      boolean isReadOnly) {
    this.plans = plans;
    this.values = values;
    this.data = data;
    this.isEmbedded = isEmbedded;
    this.isReadOnly = isReadOnly;
  }

  /** Returns the catalogs that could not be opened, with the variable that each lacks. */
  public SortedMap<String, String> missing() {
    return missing;
  }

  /** Returns where the settings are looked up, and what else the environment tells. */
  CatalogValues values() {
    return values;
  }

  /** Returns a catalog; empty when its settings are not set or no catalog of its type is here. */
  Optional<Catalog> named(String name, TableFindings out) {
    Catalog known = open.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    CatalogPlan plan = plans.get(name);
    if (plan == null || missing.containsKey(name)) {
      return Optional.empty();
    }
    Optional<Catalog> opened = opened(plan, out);
    opened.ifPresent(catalog -> open.put(name, catalog));
    return opened;
  }

  private Optional<Catalog> opened(CatalogPlan plan, TableFindings out) {
    if (plan.type().equals("embedded")) {
      return Optional.of(embedded(plan.name()));
    }
    SortedMap<String, String> settings;
    try {
      settings = values.texts(plan.settings());
    } catch (CatalogValues.Missing e) {
      if (isEmbedded) {
        return Optional.of(embedded(plan.name()));
      }
      missing.put(plan.name(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    if ("embedded".equals(settings.get("uri"))) {
      return Optional.of(embedded(plan.name()));
    }
    addStore(settings);
    return switch (plan.type()) {
      case "jdbc" -> Optional.of(jdbc(plan.name(), settings));
      case "rest", "polaris", "nessie" -> {
        String uri = needed(plan.name(), settings, CatalogProperties.URI);
        settings.put(CatalogProperties.URI, uri);
        if (plan.type().equals("polaris") && settings.containsKey("credential")) {
          // Polaris is asked for tokens itself unless somebody else is said to give them.
          settings.putIfAbsent("oauth2-server-uri", uri.replaceAll("/+$", "") + "/v1/oauth/tokens");
        }
        RESTCatalog catalog = new RESTCatalog();
        catalog.initialize(plan.name(), settings);
        yield Optional.of(catalog);
      }
      case "memory" -> Optional.of(empty(plan.name()));
      default -> {
        out.noCatalog(plan.name(), plan.type());
        yield Optional.empty();
      }
    };
  }

  private Catalog embedded(String name) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(CatalogProperties.URI, "sqlite:///" + data + "/catalog.db");
    settings.put(CatalogProperties.WAREHOUSE_LOCATION, "file://" + data + "/warehouse");
    settings.put(CatalogProperties.FILE_IO_IMPL, WarehouseFiles.class.getName());
    return jdbc(name, settings);
  }

  private static Catalog empty(String name) {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize(name, Map.of());
    return catalog;
  }

  private Catalog jdbc(String name, SortedMap<String, String> settings) {
    String warehouse = needed(name, settings, CatalogProperties.WAREHOUSE_LOCATION);
    JdbcAddress address = JdbcAddress.of(needed(name, settings, CatalogProperties.URI), name);
    address.secrets().forEach(values::keepSecret);
    Optional<File> file = address.file().map(File::new).map(File::getAbsoluteFile);
    if (isReadOnly && file.isPresent() && !file.get().exists()) {
      return empty(name);
    }
    file.ifPresent(Catalogs::makeFolder);
    SortedMap<String, String> properties = new TreeMap<>(settings);
    properties.put(CatalogProperties.URI, address.url());
    properties.putAll(address.properties());
    // pyiceberg makes its tables with the column for views, too.
    properties.put("jdbc.schema-version", "V1");
    if (!warehouse.contains("://")) {
      properties.put(
          CatalogProperties.WAREHOUSE_LOCATION, "file://" + new File(warehouse).getAbsolutePath());
    }
    return initialized(name, properties);
  }

  /**
   * Returns the catalog, whose own tables may have to be made or widened first. Of several that do
   * so at once in a new database all but the first are told of a table or column that is there; the
   * next look finds it.
   */
  private static Catalog initialized(String name, SortedMap<String, String> properties) {
    for (int round = 1; ; round++) {
      JdbcCatalog catalog = new JdbcCatalog();
      try {
        catalog.initialize(name, properties);
        return catalog;
      } catch (UncheckedSQLException e) {
        catalog.close();
        boolean isReached =
            e.getCause() instanceof SQLException cause
                && (cause.getSQLState() == null || !cause.getSQLState().startsWith(CONNECTION));
        if (!isReached || round == ROUNDS) {
          throw e;
        }
      }
    }
  }

  /** The names of S3 settings in pyiceberg and in Java differ; both are taken. */
  private void addStore(SortedMap<String, String> settings) {
    settings.putIfAbsent(CatalogProperties.FILE_IO_IMPL, WarehouseFiles.class.getName());
    settings.putIfAbsent("http-client.type", "urlconnection");
    // The default factory is that of all of Amazon's services, and needs their libraries.
    settings.putIfAbsent(
        "s3.client-factory-impl", "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory");
    String endpoint = values.variable("AWS_ENDPOINT_URL_S3");
    if (endpoint.isEmpty()) {
      endpoint = values.variable("AWS_ENDPOINT_URL");
    }
    if (!endpoint.isEmpty()) {
      settings.putIfAbsent("s3.endpoint", endpoint);
    }
    if (settings.containsKey("s3.endpoint")) {
      String region = settings.getOrDefault("s3.region", values.variable("AWS_REGION"));
      settings.putIfAbsent("client.region", region.isEmpty() ? "us-east-1" : region);
      settings.putIfAbsent("s3.path-style-access", "true");
    } else if (settings.containsKey("s3.region")) {
      settings.putIfAbsent("client.region", settings.get("s3.region"));
    }
  }

  private static String needed(String name, Map<String, String> settings, String key) {
    String value = settings.get(key);
    if (value == null) {
      throw new CatalogUnreachable("catalog " + name + " needs " + key);
    }
    return value;
  }

  private static void makeFolder(File file) {
    File folder = file.getParentFile();
    if (folder != null && !folder.isDirectory() && !folder.mkdirs() && !folder.isDirectory()) {
      throw new CatalogUnreachable("the folder '" + folder + "' cannot be made");
    }
  }

  @Override
  public void close() {
    for (Catalog catalog : open.values()) {
      if (catalog instanceof Closeable closeable) {
        try {
          closeable.close();
        } catch (IOException e) {
          throw new CatalogUnreachable(String.valueOf(e.getMessage()));
        }
      }
    }
    open.clear();
  }
}
