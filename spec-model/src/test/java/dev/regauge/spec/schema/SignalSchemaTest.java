package dev.regauge.spec.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.regauge.spec.model.SignalForm;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schema says of signals: with the adapters known, and with none known. */
class SignalSchemaTest {

  private static final SortedMap<String, SignalForm> RAILS =
      new TreeMap<>(
          Map.of(
              "rails",
              new SignalForm(
                  "What arrives on these rails.",
                  List.of(
                      SignalForm.Field.optional("train", "Its number.", "ic 5"),
                      SignalForm.Field.optional("coach", "The coach in it.", "7").beside("train"),
                      SignalForm.Field.optional("freight", "A wagon's name.", "coal")),
                  List.of("train", "freight")),
              "ships",
              new SignalForm(
                  "What lands.",
                  List.of(SignalForm.Field.required("name", "The ship's.", "ada")),
                  List.of())));

  private static final List<Schema> KNOWN =
      List.of(
          schema(SpecificationVersion.DRAFT_2020_12, SpecSchema.text(RAILS)),
          schema(SpecificationVersion.DRAFT_7, SpecSchema.draft7(RAILS)));

  private static final List<Schema> OPEN =
      List.of(
          schema(SpecificationVersion.DRAFT_2020_12, SpecSchema.text()),
          schema(SpecificationVersion.DRAFT_7, SpecSchema.draft7()));

  private static Schema schema(SpecificationVersion version, String text) {
    return SchemaRegistry.withDefaultDialect(version).getSchema(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {rails: {train: "5"}}                    | true  | true
          {rails: {train: "5", coach: a}, table: a.b} | true | true
          {rails: {freight: a}, ships: {name: b}}  | true  | true
          {table: a.b, rails: null}                | true  | true
          {table: a.b}                             | true  | true
          {partitions: day}                        | false | false
          {rails: {coach: a, freight: b}}          | false | true
          {rails: {train: a, freight: b}}          | false | true
          {rails: {trian: a}}                      | false | true
          {ships: {}}                              | false | true
          {planes: {gate: a}}                      | false | true
          {rails: [a], table: a.b}                 | false | false
          {rails: {train: {a: b}}, table: a.b}     | false | false
          {Rails: {train: a}, table: a.b}          | false | false
          {table: {a: b}}                          | false | false
          """)
  void bothDraftsTellWhatAnAdapterTakes(String external, boolean isKnown, boolean isOpen) {
    String yaml =
        "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: hello}\n"
            + "external:\n  a/b: "
            + external
            + "\nassets: [{key: a, run: {python: \"m:f\"}}]\n";
    for (Schema schema : KNOWN) {
      assertEquals(isKnown, schema.validate(yaml, InputFormat.YAML).isEmpty());
    }
    for (Schema schema : OPEN) {
      assertEquals(isOpen, schema.validate(yaml, InputFormat.YAML).isEmpty());
    }
  }
}
