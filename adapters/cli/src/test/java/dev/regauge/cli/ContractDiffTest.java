package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code contract diff}: each kind of change by itself, with what it asks of the version. */
class ContractDiffTest {

  private static final String CONTRACT =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: urn:acme:crm:customers
      version: 1.4.0
      status: active
      schema:
        - name: customers
          physicalName: crm.customers
          properties:
            - {name: id, logicalType: integer, physicalType: int, primaryKey: true}
            - {name: mail, logicalType: string, unique: true, description: where}
            - {name: amount, logicalType: number, physicalType: "decimal(9,2)"}
            - name: state
              logicalType: string
              required: true
              quality: [{metric: invalidValues, arguments: {validValues: [open, paid]}}]
      slaProperties:
        - {property: latency, value: 26, unit: h}
        - {property: availability, value: 99.9, unit: percent}
        - {property: retention, value: 2, unit: y}
        - {property: frequency, value: 0 6 * * *}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          - {name: mail, logicalType: string, unique: true, description: where} | - {name: mails, logicalType: string} | breaking  customers.mail: the column is removed
          physicalType: int, | physicalType: long, | addition  customers.id: its type is wider: long, not int
          physicalType: int, | physicalType: string, | breaking  customers.id: its type is string, not int
          physicalType: int, | logicalTypeOptions: {format: i32}, | patch     customers.id: its type is written integer, not int
          , physicalType: "decimal(9,2)" | , physicalType: double | breaking  customers.amount: its type is double
          physicalType: int, | physicalType: INTEGER, | patch     customers.id: its type is written INTEGER, not int
          decimal(9,2) | decimal(12,2) | addition  customers.amount: its type is wider
          decimal(9,2) | decimal(9,1) | breaking  customers.amount: its type is decimal(9,1)
          decimal(9,2) | decimal(8,2) | breaking  customers.amount: its type is decimal(8,2)
          , primaryKey: true | ~~ | breaking  customers: its primary key is none, not id
          , unique: true | ~~ | breaking  customers.mail: it is not unique any more
          logicalType: string, unique | logicalType: string, required: true, unique | breaking  customers.mail: it is required now
          required: true | required: false | breaking  customers.state: it is not required any more
          [open, paid] | [open] | breaking  customers.state: its values are paid no longer
          [open, paid] | [open, paid, lost] | breaking  customers.state: its values are lost too
          , description: where | , description: elsewhere | patch     customers.mail: its description is another one
          crm.customers | crm.clients | breaking  customers: it is read as crm.clients, not crm.customers
          {name: mail, | {name: mail, physicalName: email, | breaking  customers.mail: it is read as email, not mail
          {metric: invalidValues, | {metric: invalidValues, severity: error, | breaking  rule customers.state.invalidValues: it is another one
          status: active | status: deprecated | addition  status: deprecated, not active
          urn:acme:crm:customers | urn:acme:crm:clients | breaking  id: urn:acme:crm:clients
          value: 26, unit: h | value: 2, unit: d | breaking  slaProperties.latency: it is 2 d, not 26 h
          value: 26, unit: h | value: 1, unit: d | addition  slaProperties.latency: it is 1 d, not 26 h
          value: 26, unit: h | value: 1560, unit: min | patch     slaProperties.latency: it is 1560 min
          value: 99.9, | value: 99.5, | breaking  slaProperties.availability: it is 99.5 percent
          value: 99.9, | value: 99.99, | addition  slaProperties.availability: it is 99.99 percent
          value: 2, unit: y | value: 1, unit: y | breaking  slaProperties.retention: it is 1 y
          value: 0 6 * * * | value: 0 6 * * 1 | breaking  slaProperties.frequency: it is 0 6 * * 1
          property: retention | property: support | breaking  slaProperties.retention: the promise is removed
          """)
  void eachChangeIsToldAndAsksForAVersion(String from, String to, String line) throws IOException {
    assertTrue(CONTRACT.contains(from), from);
    String changed = CONTRACT.replace(from, to);
    String said = diff(changed, 1);
    assertTrue(said.contains(line), said);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("error[RG-CT-001]"), err::toString);
    boolean breaks = line.startsWith("breaking");
    String version = breaks ? "2.0.0" : line.startsWith("addition") ? "1.5.0" : "1.4.1";
    assertTrue(said.contains("at least " + version), said);
    diff(changed.replace("1.4.0", version), breaks ? 3 : 0);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void noChangeIsFineAndAVersionDoesNotGoBack() throws IOException {
    assertEquals("no change: 1.4.0 -> 1.4.0\n", diff(CONTRACT, 0));
    diff(CONTRACT.replace("1.4.0", "1.5.0"), 0);
    diff(CONTRACT.replace("1.4.0", "1.3.9"), 1);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("goes back"), err::toString);
    diff(CONTRACT.replace("1.4.0", "summer"), 1);
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("no MAJOR.MINOR.PATCH"), err::toString);
  }

  @Test
  void jsonHasThePlacesInBothFiles() throws IOException {
    Path old = write("old.yaml", CONTRACT);
    Path now = write("new.yaml", CONTRACT.replace("physicalType: int,", "physicalType: date,"));
    assertEquals(1, run("contract", "diff", old.toString(), now.toString(), "--json"));
    JsonNode tree = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    assertEquals("2.0.0", tree.path("leastVersion").asString());
    JsonNode change = tree.path("changes").path(0);
    assertEquals("breaking", change.path("kind").asString());
    assertEquals(10, change.path("before").path("line").asInt());
    assertTrue(change.path("after").path("file").asString().endsWith("new.yaml"));
  }

  @Test
  void aProductStandsForTheContractOfItsPort() throws IOException {
    Path product =
        write(
            "product.yaml",
            """
            apiVersion: regauge.dev/v1
            kind: DataProduct
            metadata: {name: core, domain: crm}
            assets:
              - key: crm/customers
                run: {sql: "select 1 as id"}
                outputs: [{table: crm.customers, columns: [{name: id, type: int}]}]
            ports: [{name: customers, table: crm.customers, contract: {version: 2.0.0}}]
            """);
    Path old =
        write("old.yaml", CONTRACT.replace("urn:acme:crm:customers", "urn:crm:core:customers"));
    assertEquals(3, run("contract", "diff", old.toString(), product.toString()), err::toString);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("mail: the column is removed"));
    Path other = write("other.yaml", CONTRACT);
    assertEquals(2, run("contract", "diff", other.toString(), product.toString()));
  }

  @Test
  void whatIsNoContractIsTold() throws IOException {
    Path old = write("old.yaml", CONTRACT);
    Path now = write("new.yaml", CONTRACT.replace("kind: DataContract", "kind: DataProduct"));
    assertEquals(1, run("contract", "diff", old.toString(), now.toString()));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("new.yaml:2:7"), err::toString);
    assertEquals(4, run("contract", "diff", old.toString(), temp.resolve("none.yaml").toString()));
  }

  private String diff(String newer, int code) throws IOException {
    Path old = write("old.yaml", CONTRACT);
    Path now = write("new.yaml", newer);
    assertEquals(code, run("contract", "diff", old.toString(), now.toString()), err::toString);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        arguments);
  }

  @Test
  void whatIsTakenBackIsTold() throws IOException {
    String rules =
        CONTRACT.replace(
            "physicalName: crm.customers",
            "physicalName: crm.customers\n    quality: [{name: some, metric: rowCount, mustBeGreaterThan: 0}]");
    String parts =
        CONTRACT.replace(
            "{name: mail, logicalType: string, unique: true, description: where}",
            "{name: mail, logicalType: array, items: {logicalType: string}}");
    String roles = CONTRACT + "roles: [{role: marketing, access: read}]\n";
    assertTold(rules, CONTRACT, "breaking  rule customers.some: it is removed");
    assertTold(
        parts,
        parts.replace("items: {logicalType: string}", "items: {logicalType: date}"),
        "breaking  customers.mail: its parts are other ones");
    assertTold(roles, CONTRACT, "breaking  access of marketing: it is removed");
  }

  @Test
  void tablesOfOneNameAreToldByWhatTheyAreCalled() throws IOException {
    String two =
        CONTRACT.replace(
            "slaProperties:",
            "  - {name: customers, physicalName: crm.old, properties: [{name: x, logicalType: string}]}\nslaProperties:");
    assertTold(two, two, "no change: 1.4.0 -> 1.4.0");
    assertTold(
        two, two.replace("{name: x,", "{name: y,"), "breaking  customers.x: the column is removed");
  }

  private void assertTold(String before, String after, String line) throws IOException {
    out.reset();
    Path older = Files.writeString(temp.resolve("before.yaml"), before);
    Path newer = Files.writeString(temp.resolve("after.yaml"), after);
    run("contract", "diff", older.toString(), newer.toString());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains(line), out::toString);
  }
}
