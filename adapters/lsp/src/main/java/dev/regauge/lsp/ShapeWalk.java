package dev.regauge.lsp;

import dev.regauge.lsp.Spot.Frame;
import dev.regauge.lsp.Spot.Role;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import dev.regauge.spec.source.Written;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks what a file says and the spec's shape together, and tells of each text what it is taken
 * for. Short forms are read as what they are short for.
 */
final class ShapeWalk {

  private final Consumer<Spot> out;

  private ShapeWalk(Consumer<Spot> out) {
    this.out = out;
  }

  /** Visits the texts of a file in its order. */
  static void walk(Written root, Consumer<Spot> out) {
    RecordShape shape = shapeOf(root);
    new ShapeWalk(out).visit(root, new Place(shape, shape, "", "", null));
  }

  private static RecordShape shapeOf(Written root) {
    String kind =
        root instanceof Written.Fields fields
            ? fields.text("kind").map(Written.Text::text).orElse("")
            : "";
    return switch (kind) {
      case "Service", "ServiceOverride" -> SpecShape.service();
      case "Topic" -> SpecShape.topic();
      default -> SpecShape.product();
    };
  }

  /** Where a piece stands: what it may be, and the field of which record it is in. */
  private record Place(
      Shape shape, RecordShape record, String field, String name, @Nullable Frame frame) {

    Place with(Shape other) {
      return new Place(other, record, field, name, frame);
    }
  }

  private void visit(Written piece, Place place) {
    switch (place.shape()) {
      case RecordShape record -> visitRecord(piece, record, place);
      case Shape.ListOf(Shape item, boolean _) -> {
        if (piece instanceof Written.Items items) {
          items.items().forEach(each -> visit(each, place.with(item)));
        }
      }
      case Shape.MapOf(TextFormat _, Shape value) -> {
        if (piece instanceof Written.Fields map) {
          Frame frame = new Frame(place.frame(), place.name(), map, place.shape());
          for (Written.Field entry : map.fields()) {
            String name = entry.key().text();
            tell(entry.key(), Role.NAME, place.record(), place.field(), value, frame);
            visit(entry.value(), new Place(value, place.record(), place.field(), name, frame));
          }
        }
      }
      case Shape.KindOf kinds -> {
        if (piece instanceof Written.Fields map) {
          Frame frame = new Frame(place.frame(), place.name(), map, kinds);
          for (Written.Field entry : map.fields()) {
            @Nullable RecordShape kind = kinds.kinds().get(entry.key().text());
            tell(entry.key(), Role.KEY, place.record(), place.field(), kind, frame);
            if (kind != null) {
              visit(entry.value(), new Place(kind, kind, "", entry.key().text(), frame));
            }
          }
        }
      }
      case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Flag _, Shape.Any _ -> {
        Frame frame = place.frame();
        if (piece instanceof Written.Text text && frame != null) {
          tell(text, Role.VALUE, place.record(), place.field(), place.shape(), frame);
        }
      }
    }
  }

  private void tell(
      Written.Text text,
      Role role,
      RecordShape record,
      String field,
      @Nullable Shape shape,
      Frame frame) {
    out.accept(new Spot(text, role, record, field, Optional.ofNullable(shape), frame));
  }

  private void visitRecord(Written piece, RecordShape record, Place place) {
    if (!(piece instanceof Written.Fields map)) {
      visitShort(piece, record, place);
      return;
    }
    Frame frame = new Frame(place.frame(), place.name(), map, record);
    for (Written.Field entry : map.fields()) {
      String key = entry.key().text();
      Optional<Shape> shape = behind(record, key, entry.value());
      tell(entry.key(), Role.KEY, record, key, shape.orElse(null), frame);
      shape.ifPresent(
          behind ->
              visit(entry.value(), new Place(behind, owner(record, behind), key, key, frame)));
    }
  }

  /** A kind is a record of its own; any other shape belongs to the record that has the field. */
  private static RecordShape owner(RecordShape record, Shape behind) {
    return behind instanceof RecordShape inner ? inner : record;
  }

  /** Returns what may stand behind a key of a record, whatever moves elsewhere in normal form. */
  static Optional<Shape> behind(RecordShape record, String key, Written value) {
    int position = record.positionOf(key);
    boolean isAsset = record.name().equals("AssetSpec");
    if (isAsset && key.equals("partitions") && value instanceof Written.Fields) {
      return Optional.of(valueOf("partitions"));
    }
    if (position >= 0) {
      Field field = record.fields().get(position);
      return field.isInline() && field.shape() instanceof Shape.KindOf kinds
          ? Optional.ofNullable(kinds.kinds().get(key))
          : Optional.of(field.shape());
    }
    if (isAsset && key.equals("triggers")) {
      return Optional.of(fieldOf((RecordShape) itemOf("jobs"), "triggers"));
    }
    if (isAsset && key.equals("cron")) {
      return Optional.of(new Shape.Text(TextFormat.ONE_LINE, List.of(), List.of()));
    }
    if (record == SpecShape.product() && key.equals("checks")) {
      return Optional.of(fieldOf((RecordShape) itemOf("assets"), "checks"));
    }
    if (record.name().equals("CheckSpec") && key.equals("asset")) {
      return Optional.of(fieldOf((RecordShape) itemOf("assets"), "key"));
    }
    return Optional.empty();
  }

  private static Shape itemOf(String field) {
    return ((Shape.ListOf) fieldOf(SpecShape.product(), field)).item();
  }

  private static Shape valueOf(String field) {
    return ((Shape.MapOf) fieldOf(SpecShape.product(), field)).value();
  }

  private static Shape fieldOf(RecordShape record, String field) {
    return record.fields().get(record.positionOf(field)).shape();
  }

  private void visitShort(Written piece, RecordShape record, Place place) {
    if (record.shortForm().isEmpty()) {
      return;
    }
    ShortForm form = record.shortForm().get();
    switch (form.as()) {
      case TEXT, INTEGER, LIST -> shortField(piece, record, form.field(), place);
      case TEXT_OR_LIST, WORDS -> {
        Shape list = fieldOf(record, form.field());
        boolean isItem = piece instanceof Written.Text && list instanceof Shape.ListOf;
        Shape shape = isItem ? ((Shape.ListOf) list).item() : list;
        visit(piece, new Place(shape, record, form.field(), place.name(), place.frame()));
      }
      case QUERY_OR_FILE -> {
        boolean isFile = piece instanceof Written.Text text && text.text().endsWith(".sql");
        shortField(piece, record, isFile ? "file" : form.field(), place);
      }
      case ASSET_OR_TABLE -> {
        boolean isTable =
            piece instanceof Written.Text text
                && text.text().indexOf('/') < 0
                && text.text().indexOf('.') >= 0;
        shortField(piece, record, isTable ? "table" : form.field(), place);
      }
      case IMAGE, TYPED_LITERAL -> {}
    }
  }

  private void shortField(Written piece, RecordShape record, String field, Place place) {
    visit(piece, new Place(fieldOf(record, field), record, field, place.name(), place.frame()));
  }
}
