package dev.regauge.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The fields that refer are fields of the records: a field that is renamed is renamed there too.
 */
class RefersToTest {

  @Test
  void everyFieldThatRefersIsOneOfARecord() {
    Set<String> fields = new LinkedHashSet<>(List.of("CheckSpec.asset")); // moved by the reader
    collect(SpecShape.product(), fields, new ArrayList<>());
    List<String> unknown = new ArrayList<>();
    RefersTo.fields()
        .forEach(
            field -> {
              if (!fields.contains(field)) {
                unknown.add(field);
              }
            });
    assertEquals(List.of(), unknown);
    assertTrue(fields.size() > 200, () -> "only " + fields.size());
  }

  private static void collect(Shape shape, Set<String> fields, List<RecordShape> seen) {
    switch (shape) {
      case RecordShape record -> {
        if (!seen.contains(record)) {
          seen.add(record);
          for (RecordShape.Field field : record.fields()) {
            fields.add(record.name() + "." + field.name());
            collect(field.shape(), fields, seen);
          }
        }
      }
      case Shape.ListOf(Shape item, boolean _) -> collect(item, fields, seen);
      case Shape.MapOf(var _, Shape value) -> collect(value, fields, seen);
      case Shape.KindOf kinds ->
          kinds.kinds().values().forEach(kind -> collect(kind, fields, seen));
      case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Flag _, Shape.Any _ -> {}
    }
  }
}
