package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JDBC catalog's uri for Java: the spec takes SQLAlchemy's forms and {@code jdbc:} ones.
 *
 * @param url without user and password
 * @param properties the connection's properties, prefixed as Iceberg wants them
 * @param file the sqlite file
 * @param secrets what no message may show
 */
record JdbcAddress(
    String url, SortedMap<String, String> properties, Optional<String> file, List<String> secrets) {

  /** Neighbours commit at the same moment; sqlite lets one in and the others wait. */
  private static final String PATIENCE_MILLIS = "60000";

  /**
   * Returns the address.
   *
   * @throws CatalogUnreachable for another kind of database
   */
  static JdbcAddress of(String uri, String catalog) {
    String plain = uri.startsWith("jdbc:") ? uri.substring("jdbc:".length()) : uri;
    SortedMap<String, String> properties = new TreeMap<>();
    if (plain.startsWith("sqlite:")) {
      String path = plain.substring("sqlite:".length());
      // Of sqlite:///x and sqlite:////x one slash ends the missing host.
      path = path.startsWith("///") ? path.substring(3) : path;
      int query = path.indexOf('?');
      path = query < 0 ? path : path.substring(0, query);
      properties.put("jdbc.busy_timeout", PATIENCE_MILLIS);
      return new JdbcAddress("jdbc:sqlite:" + path, properties, Optional.of(path), List.of());
    }
    if (plain.startsWith("postgres")) {
      return postgres(plain, properties, catalog);
    }
    throw new CatalogUnreachable(
        "catalog "
            + catalog
            + ": only sqlite and PostgreSQL can be opened here, by a uri such as"
            + " postgresql://host:5432/database");
  }

  private static JdbcAddress postgres(
      String uri, SortedMap<String, String> properties, String catalog) {
    URI parsed;
    try {
      parsed = new URI(uri.replaceFirst("^\\w+(\\+\\w+)?:", "postgresql:"));
    } catch (URISyntaxException e) {
      throw new CatalogUnreachable("catalog " + catalog + ": its uri is no address of PostgreSQL");
    }
    if (parsed.getHost() == null) {
      throw new CatalogUnreachable(
          "catalog " + catalog + ": its uri names no host; write postgresql://host:5432/database");
    }
    List<String> secrets = List.of();
    String user = parsed.getRawUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      properties.put("jdbc.user", decoded(colon < 0 ? user : user.substring(0, colon)));
      if (colon >= 0) {
        String password = decoded(user.substring(colon + 1));
        properties.put("jdbc.password", password);
        secrets = List.of(password);
      }
    }
    String url =
        "jdbc:postgresql://"
            + parsed.getHost()
            + (parsed.getPort() < 0 ? "" : ":" + parsed.getPort())
            + parsed.getRawPath()
            + (parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery());
    return new JdbcAddress(url, properties, Optional.empty(), secrets);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
