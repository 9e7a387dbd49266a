package dev.regauge.catalog.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a catalog needs to be opened is shown to nobody. */
class CatalogValuesTest {

  @Test
  void secretsAreHidden() {
    CatalogValues values =
        new CatalogValues(Map.of(), new TreeMap<>(Map.of("REGAUGE_SECRET_DB_PW", "hunter22")));
    values.texts(
        new TreeMap<>(Map.of("credential", new Value.SecretRef("db", "pw", "kubernetes"))));
    assertEquals("no *** here", values.hide("no hunter22 here"));
    JdbcAddress address =
        JdbcAddress.of("postgresql+psycopg://me:p%40ss@h:1/d?sslmode=require", "c");
    assertEquals("jdbc:postgresql://h:1/d?sslmode=require", address.url());
    assertEquals(List.of("p@ss"), address.secrets());
    assertEquals(Map.of("jdbc.user", "me", "jdbc.password", "p@ss"), address.properties());
  }
}
