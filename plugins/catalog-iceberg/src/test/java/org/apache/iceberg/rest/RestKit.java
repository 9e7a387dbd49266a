package org.apache.iceberg.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.regauge.catalog.iceberg.WarehouseFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.HTTPRequest.HTTPMethod;
import org.apache.iceberg.util.Pair;

/**
 * Iceberg's own REST test catalog ({@code RESTCatalogAdapter}) behind the JDK's HTTP server; in its
 * package, because the adapter's routes are.
 */
public final class RestKit extends RESTCatalogAdapter {

  private static final ObjectMapper MAPPER = RESTObjectMapper.mapper();

  private RestKit(JdbcCatalog catalog) {
    super(catalog);
  }

  /** Serves at a port of this machine, with files under a folder, until it is killed. */
  public static void main(String[] arguments) throws IOException {
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize(
        "kit",
        Map.of(
            "uri",
            "jdbc:sqlite:" + arguments[1] + ".db",
            "jdbc.busy_timeout",
            "60000",
            "jdbc.schema-version",
            "V1",
            "warehouse",
            "file://" + arguments[1],
            "io-impl",
            WarehouseFiles.class.getName()));
    RestKit kit = new RestKit(catalog);
    HttpServer server =
        HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
    server.createContext("/", kit::answer);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println("listening");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HTTPMethod method = HTTPMethod.valueOf(exchange.getRequestMethod());
      String path = exchange.getRequestURI().getRawPath().substring(1);
      Map<String, String> query = new TreeMap<>();
      String raw = exchange.getRequestURI().getRawQuery();
      for (String pair : raw == null ? new String[0] : raw.split("&")) {
        int equals = pair.indexOf('=');
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
      byte[] sent = exchange.getRequestBody().readAllBytes();
      Pair<Route, Map<String, String>> route = Route.from(method, path);
      Object body = null;
      if (route != null && route.first().requestClass() != null && sent.length > 0) {
        body = MAPPER.readValue(sent, route.first().requestClass());
      }
      int[] status = {200};
      Object[] failure = {null};
      RESTResponse response = null;
      try {
        response =
            execute(
                buildRequest(method, path, query, Map.of(), body),
                route == null ? null : route.first().responseClass(),
                error -> {
                  status[0] = error.code();
                  failure[0] = error;
                  throw new UncheckedIOException(new IOException(error.message()));
                },
                _ -> {});
      } catch (UncheckedIOException e) {
        if (failure[0] == null) {
          throw e;
        }
      }
      Object told = failure[0] == null ? response : failure[0];
      if (told == null && status[0] == 200) {
        status[0] = 204;
      }
      boolean isSilent = told == null || method == HTTPMethod.HEAD;
      byte[] text = isSilent ? new byte[0] : MAPPER.writeValueAsBytes(told);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status[0], isSilent ? -1 : text.length);
      if (!isSilent) {
        exchange.getResponseBody().write(text);
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }
}
