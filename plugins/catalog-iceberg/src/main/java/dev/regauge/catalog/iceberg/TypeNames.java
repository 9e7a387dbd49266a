package dev.regauge.catalog.iceberg;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Writes types as the spec does: {@code struct<sku: string, qty: int>}, without ids. */
final class TypeNames {

  private TypeNames() {}

  static String of(Type type) {
    return switch (type) {
      case Types.ListType list -> "list<" + of(list.elementType()) + ">";
      case Types.MapType map -> "map<" + of(map.keyType()) + ", " + of(map.valueType()) + ">";
      case Types.StructType struct -> {
        StringBuilder text = new StringBuilder();
        for (Types.NestedField field : struct.fields()) {
          text.append(text.isEmpty() ? "" : ", ")
              .append(field.name())
              .append(": ")
              .append(of(field.type()));
        }
        yield "struct<" + text + ">";
      }
      case Types.FixedType fixed -> "fixed(" + fixed.length() + ")";
      case Types.DecimalType decimal ->
          "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
      default -> type.toString(); // not sealed
    };
  }
}
