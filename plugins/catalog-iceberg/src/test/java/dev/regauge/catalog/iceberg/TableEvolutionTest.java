package dev.regauge.catalog.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may change, by mode: each row is a table, what becomes of it, and the verdict. */
class TableEvolutionTest {

  /**
   * The verdicts in the order none, additive, full, breaking: {@code y}, or the code's last digit.
   */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a int               | a int; b string            | 1yyy | add_column",
        "a int               | b string; a int            | 1yyy | add_column",
        "a int               | a int; b string!           | 111y | add_column",
        "a int; b string     | a int                      | 111y | drop_column",
        "a int               | a long                     | 1yyy | widen_column",
        "a long              | a int                      | 1222 | -",
        "a float             | a double                   | 1yyy | widen_column",
        "a double            | a float                    | 1222 | -",
        "a decimal(9,2)      | a decimal(18,2)            | 1yyy | widen_column",
        "a decimal(18,2)     | a decimal(9,2)             | 1222 | -",
        "a decimal(9,2)      | a decimal(18,3)            | 1222 | -",
        "a int               | a string                   | 1222 | -",
        "a int               | a double                   | 1222 | -",
        "a date              | a timestamp                | 1222 | -",
        "a timestamp         | a timestamptz              | 1222 | -",
        "a string            | a list<string>             | 2222 | -",
        "a int!              | a int                      | 1yyy | relax_column",
        "a int               | a int!                     | 111y | require_column",
        "a int               | b int was a                | 11yy | rename_column",
        "a int               | b long was a               | 11yy | rename_column,widen_column",
        "a int               | b int                      | 111y | drop_column,add_column",
        "a int; b int        | b int; a int               | 1yyy | move_column",
        "a struct<x: int>    | a struct<x: int, y: int>   | 1yyy | add_column",
        "a struct<x: int>    | a struct<x: long>          | 1yyy | widen_column",
        "a struct<x: int, y: int> | a struct<x: int>      | 111y | drop_column",
        "a list<int>         | a list<long>               | 1yyy | widen_column",
        "a list<struct<x: int>> | a list<struct<x: int, y: int>> | 1yyy | add_column",
        "a map<string, int>  | a map<string, long>        | 1yyy | widen_column",
        "a map<int, int>     | a map<long, int>           | 1222 | -",
        "a map<string, struct<x: int>> | a map<string, struct<x: int, y: date>> | 1yyy | add_column",
        "a int!              | a int!*                    | 1yyy | identifier_fields",
        "a int!*             | a int!                     | 11yy | identifier_fields",
        "a int!*; b int!     | a int!; b int!*            | 11yy | identifier_fields",
        "a int #1            | a int #1; b int #2         | 1yyy | add_column",
        "a int #1            | a int #1; b int #5         | 1333 | add_column",
        "a int #1            | a int #3                   | 3333 | -",
        "a int; b int        | a int; b int #1            | 3333 | -",
        "a int; b int        | a int; c int #2 was b      | 11yy | rename_column",
      })
  void columns(String before, String after, String verdicts, String kinds) {
    verdicts(Tables.of(before, Evolution.ADDITIVE), after, verdicts, kinds);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "day at at_day    | day at at_day; bucket[4] id shard | 11yy | add_partition_field",
        "day at at_day    |                                   | 11yy | drop_partition_field",
        "day at at_day    | day at per_day                    | 11yy | rename_partition_field",
        "day at at_day    | hour at at_hour                   | 11yy | drop_partition_field,add_partition_field",
        "identity id id   | truncate[10] id cut               | 11yy | drop_partition_field,add_partition_field",
        "day at at_day; identity id id | identity id id; day at at_day | yyyy | -",
        "identity id id   | hour id id_hour                   | 1122 | drop_partition_field",
      })
  void partitions(String before, String after, String verdicts, String kinds) {
    String columns = "id long; at timestamptz";
    for (int i = 0; i < 4; i++) {
      Evolution mode = Tables.mode(List.of("none", "additive", "full", "breaking").get(i));
      DeclaredTable is = Tables.of(columns, mode, fields(before));
      verdict(is, Tables.of(columns, mode, fields(after)), verdicts.charAt(i), kinds);
    }
  }

  /** The last of the table above is for tables without rows: these would have none to read. */
  @ParameterizedTest
  @CsvSource({"full, RG-TABLE-001", "breaking, RG-TABLE-002"})
  void aRequiredColumnComesToNoTableWithRows(String mode, String code) {
    try (InMemoryCatalog catalog = new InMemoryCatalog()) {
      catalog.initialize("local", Map.of());
      catalog.createNamespace(Namespace.of("a"));
      Schema schema = NewTable.metadata(Tables.of("a int", Evolution.ADDITIVE)).schema();
      Table table = catalog.createTable(TableIdentifier.of("a", "b"), schema);
      table
          .newAppend()
          .appendFile(
              DataFiles.builder(table.spec())
                  .withPath("a.parquet")
                  .withFileSizeInBytes(1)
                  .withRecordCount(1)
                  .build())
          .commit();
      TableFindings out = new TableFindings();
      DeclaredTable wanted = Tables.of("a int; b string!", Tables.mode(mode));
      TableEvolution.of(table, wanted, _ -> true, _ -> false, out);
      assertEquals(
          List.of(code), out.all().stream().map(one -> one.diagnostic().code().id()).toList());
      table.newDelete().deleteFile("a.parquet").commit();
      TableFindings empty = new TableFindings();
      TableEvolution.of(table, wanted, _ -> true, _ -> false, empty);
      assertEquals(mode.equals("breaking"), empty.all().isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] fields(String text) {
    return Stream.of(text == null ? "" : text)
        .flatMap(all -> Stream.of(all.split(";")))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toArray(String[]::new);
  }

  private static void verdicts(DeclaredTable is, String after, String verdicts, String kinds) {
    for (int i = 0; i < 4; i++) {
      Evolution mode = Tables.mode(List.of("none", "additive", "full", "breaking").get(i));
      verdict(is, Tables.of(after, mode), verdicts.charAt(i), kinds);
    }
  }

  /** The verdicts above by their last digit. */
  private static final List<String> CODES = List.of("RG-TABLE-001", "RG-TABLE-002", "RG-TABLE-003");

  private static void verdict(DeclaredTable is, DeclaredTable wanted, char verdict, String kinds) {
    LockedTable locked = new LockedTable("a.b", "local", NewTable.metadata(is));
    TableFindings out = new TableFindings();
    Table table = locked.table();
    TableEvolution evolution = TableEvolution.of(table, wanted, locked.columns(), _ -> false, out);
    String said =
        out.hasErrors()
            ? out.all().getFirst().diagnostic().code().id()
            : "y "
                + String.join(",", evolution.changes().stream().map(c -> c.kind().name()).toList());
    String expected =
        verdict == 'y' ? "y " + (kinds.equals("-") ? "" : kinds) : CODES.get(verdict - '1');
    assertEquals(expected, said, wanted.evolution() + " " + out.all());
    if (verdict == 'y') {
      evolution.commit();
      TableEvolution again =
          TableEvolution.of(table, wanted, locked.columns(), _ -> false, new TableFindings());
      assertEquals(List.of(), again.changes(), "a second time there is nothing left");
    }
  }
}
