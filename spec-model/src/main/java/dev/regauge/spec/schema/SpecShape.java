package dev.regauge.spec.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.TopicSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.AtLeastOneOf;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Derived;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.MovedFields;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.Requires;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.model.form.Variables;
import dev.regauge.spec.schema.RecordShape.Field;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the shape of a spec from the records of the model. */
public final class SpecShape {

  private static final SpecShape ALL = new SpecShape();
  private static final RecordShape PRODUCT = ALL.record(ProductSpec.class);
  private static final RecordShape SERVICE = ALL.record(ServiceSpec.class);
  private static final RecordShape SERVICE_METADATA =
      ALL.record(ServiceSpec.ServiceMetadataSpec.class);
  private static final RecordShape TOPIC = ALL.record(TopicSpec.class);

  private final Map<Class<?>, RecordShape> known = new LinkedHashMap<>();

  private SpecShape() {}

  /** Returns the shape of a product file. */
  public static RecordShape product() {
    return PRODUCT;
  }

  /** Returns the shape of a file of kind Service. */
  public static RecordShape service() {
    return SERVICE;
  }

  /** Returns the shape of who and what a service is. */
  static RecordShape serviceMetadata() {
    return SERVICE_METADATA;
  }

  /** Returns the shape of a file of kind Topic. */
  public static RecordShape topic() {
    return TOPIC;
  }

  /** Returns the shape of a file that holds one such record; to be asked for once. */
  public static RecordShape of(Class<? extends Record> type) {
    return new SpecShape().record(type);
  }

  /** Returns the kinds of files that the spec has and this version refuses. */
  public static List<String> kindsForLater() {
    return PRODUCT.fields().stream()
        .filter(field -> field.name().equals("kind"))
        .flatMap(field -> ((Shape.Text) field.shape()).later().stream())
        .toList();
  }

  private RecordShape record(Class<?> type) {
    RecordShape made = known.get(type);
    if (made == null) {
      made = make(type.asSubclass(Record.class));
      known.put(type, made); // before its fields are read: a record may hold its own kind
      complete(made, type);
    }
    return made;
  }

  private static RecordShape make(Class<? extends Record> type) {
    ExactlyOneOf one = type.getAnnotation(ExactlyOneOf.class);
    AtLeastOneOf some = type.getAnnotation(AtLeastOneOf.class);
    return new RecordShape(
        type.getSimpleName(),
        noun(type),
        one == null ? List.of() : List.of(one.value()),
        some == null ? List.of() : List.of(some.value()),
        Optional.ofNullable(type.getAnnotation(ShortForm.class)),
        constructor(type));
  }

  private void complete(RecordShape shape, Class<?> type) {
    List<Field> fields = new ArrayList<>();
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Field field = field(component);
      if (field.shape() instanceof Shape.KindOf kinds && field.isInline()) {
        kinds.kinds().keySet().forEach(kind -> positions.put(kind, fields.size()));
      } else if (!field.isDerived() && !field.isRest()) {
        positions.put(field.name(), fields.size());
      }
      fields.add(field);
    }
    MovedFields moved = type.getAnnotation(MovedFields.class);
    shape.complete(fields, positions, moved == null ? List.of() : List.of(moved.value()));
  }

  private Field field(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    String name = renamed == null ? component.getName() : renamed.value();
    Type type = component.getGenericType();
    boolean isWrapped = isParameterized(type, Optional.class);
    Shape shape = shape(isWrapped ? argument(type, 0) : type, component);
    return new Field(
        name,
        shape,
        isWrapped,
        !isWrapped && isRequired(shape),
        component.isAnnotationPresent(Inline.class),
        component.isAnnotationPresent(Derived.class),
        Optional.ofNullable(component.getAnnotation(Requires.class)).map(Requires::value));
  }

  private static boolean isRequired(Shape shape) {
    return switch (shape) {
      case Shape.ListOf list -> list.isNotEmpty();
      case Shape.MapOf map -> false;
      case RecordShape record -> !record.isOptional();
      case Shape.Text text -> true;
      case Shape.Whole whole -> true;
      case Shape.Decimal decimal -> true;
      case Shape.Flag flag -> true;
      case Shape.Any any -> true;
      case Shape.KindOf kinds -> true;
    };
  }

  private Shape shape(Type type, RecordComponent owner) {
    if (isParameterized(type, List.class)) {
      return new Shape.ListOf(
          shape(argument(type, 0), owner), owner.isAnnotationPresent(NotEmpty.class));
    }
    if (isParameterized(type, SortedMap.class)) {
      KeyFormat keys = owner.getAnnotation(KeyFormat.class);
      return new Shape.MapOf(
          keys == null ? TextFormat.FREE : keys.value(), shape(argument(type, 1), owner));
    }
    if (type == String.class) {
      return text(owner);
    }
    if (type == int.class || type == Integer.class || type == Long.class) {
      return whole(type == Long.class, owner.getAnnotation(Between.class));
    }
    if (type == Double.class) {
      Between range = owner.getAnnotation(Between.class);
      return range == null
          ? new Shape.Decimal(-Double.MAX_VALUE, Double.MAX_VALUE)
          : new Shape.Decimal(range.min(), range.max());
    }
    if (type == Boolean.class) {
      return new Shape.Flag();
    }
    if (type == Value.class) {
      return new Shape.Any(owner.isAnnotationPresent(Variables.class));
    }
    if (type instanceof Class<?> sealed && sealed.isSealed()) {
      SortedMap<String, RecordShape> kinds = new TreeMap<>();
      for (Class<?> kind : sealed.getPermittedSubclasses()) {
        kinds.put(words(kind.getSimpleName(), '_'), record(kind));
      }
      return new Shape.KindOf(sealed.getSimpleName(), kinds);
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      return record(plain);
    }
    throw new IllegalStateException("no shape for " + type + " of " + owner);
  }

  private static Shape.Text text(RecordComponent owner) {
    Format format = owner.getAnnotation(Format.class);
    Choice choice = owner.getAnnotation(Choice.class);
    return new Shape.Text(
        format == null ? TextFormat.FREE : format.value(),
        choice == null ? List.of() : List.of(choice.value()),
        choice == null ? List.of() : List.of(choice.later()));
  }

  private static Shape.Whole whole(boolean isLong, @Nullable Between range) {
    if (range == null) {
      return isLong
          ? new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE, true)
          : new Shape.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, false);
    }
    return new Shape.Whole((long) range.min(), (long) range.max(), isLong);
  }

  private static boolean isParameterized(Type type, Class<?> raw) {
    return type instanceof ParameterizedType generic && generic.getRawType() == raw;
  }

  private static Type argument(Type type, int position) {
    return ((ParameterizedType) type).getActualTypeArguments()[position];
  }

  private static Constructor<? extends Record> constructor(Class<? extends Record> type) {
    Class<?>[] components =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(components);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has a constructor of its components", e);
    }
  }

  /** Returns a type's name in words, for example {@code partition set} for PartitionSetSpec. */
  private static String noun(Class<?> type) {
    String name = type.getSimpleName();
    if (name.endsWith("Spec")) {
      return words(name.substring(0, name.length() - "Spec".length()), ' ');
    }
    return words(name, '_');
  }

  private static String words(String camelCase, char separator) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      if (i > 0 && Character.isUpperCase(camelCase.charAt(i))) {
        words.append(separator);
      }
      words.append(camelCase.charAt(i));
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }
}
