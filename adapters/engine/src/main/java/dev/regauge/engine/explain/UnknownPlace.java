package dev.regauge.engine.explain;

import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody meant who asked for a place where the product says nothing: the first step that
 * leads nowhere is held against those that are possible there.
 */
public final class UnknownPlace {

  /** A field, or a name or position in square brackets. */
  private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)]|([^.\\[\\]]+)");

  private static final String FIELDS = "the fields there are ";
  private static final String KINDS = "the kinds there are ";

  private final String place;
  private final List<String> steps = new ArrayList<>();

  /** The place with its first slip mended, when somebody can have meant that. */
  private @Nullable String meant;

  private UnknownPlace(String place) {
    this.place = place;
    Matcher step = STEP.matcher(place);
    while (step.find()) {
      steps.add(step.group());
    }
  }

  /**
   * Returns one sentence, such as {@code … says nothing at 'jbos'; did you mean 'jobs'?}. What it
   * asks for is among the product's values; a place with several slips is mended step by step.
   */
  public static String words(String place, ProductSpec product, List<SpecLeaf> leaves) {
    String said = "the product says nothing at '" + place + "'";
    UnknownPlace unknown = new UnknownPlace(place);
    String help = unknown.help(0, "", SpecShape.product(), product);
    for (int slips = unknown.steps.size(); unknown.meant != null && slips > 0; slips--) {
      String meant = unknown.meant;
      if (leaves.stream().anyMatch(leaf -> leaf.isIn(meant))) {
        return said + "; did you mean '" + meant + "'?";
      }
      unknown = new UnknownPlace(meant);
      help = ", nor at '" + meant + "'" + unknown.help(0, "", SpecShape.product(), product);
    }
    return said + help;
  }

  private String help(int at, String before, Shape shape, @Nullable Object value) {
    if (at == steps.size()) {
      return shape instanceof RecordShape record && !record.fieldNames().isEmpty()
          ? ": nobody wrote it, and it has no default; its fields are "
              + String.join(", ", record.fieldNames())
          : ": nobody wrote it, and it has no default";
    }
    String step = steps.get(at);
    return switch (shape) {
      case RecordShape record -> inRecord(at, before, record, value);
      case Shape.KindOf(String _, var kinds) -> {
        RecordShape kind = kinds.get(step);
        yield kind == null
            ? meant(at, before, kinds.keySet(), KINDS)
            : help(at + 1, before + "." + step, kind, ofKind(kind, value));
      }
      case Shape.ListOf(Shape item, boolean _) ->
          inList(at, before, item, value instanceof List<?> list ? list : List.of());
      case Shape.MapOf(var _, Shape entry) ->
          inMap(at, before, entry, value instanceof Map<?, ?> map ? map : Map.of());
      case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Flag _, Shape.Any _ ->
          "; '" + before + "' has nothing inside";
    };
  }

  private String inRecord(int at, String before, RecordShape record, @Nullable Object value) {
    String step = steps.get(at);
    String path = before.isEmpty() ? step : before + "." + step;
    SortedSet<String> possible = new TreeSet<>(record.fieldNames());
    for (int i = 0; i < record.fields().size(); i++) {
      Field field = record.fields().get(i);
      Object there = value == null ? null : bare(record.componentOf(value, i));
      if (field.isInline() && field.shape() instanceof Shape.KindOf(String _, var kinds)) {
        RecordShape kind = kinds.get(step);
        if (kind != null) {
          return help(at + 1, path, kind, ofKind(kind, there));
        }
      } else if (field.isRest()) {
        if (there instanceof Map<?, ?> signals && signals.get(step) instanceof Map<?, ?> fields) {
          return inSignal(at + 1, path, fields);
        }
      } else if (field.name().equals(step)) {
        return help(at + 1, path, field.shape(), there);
      } else {
        possible.add(field.name());
      }
    }
    return record.fieldNames().contains(step)
        ? ": '" + step + "' is a short form; its normal form stands elsewhere"
        : meant(at, before, possible, FIELDS);
  }

  /** What an adapter listens to has fields of its own. */
  private String inSignal(int at, String before, Map<?, ?> fields) {
    return at == steps.size()
        ? ""
        : meant(at, before, fields.keySet().stream().map(String::valueOf).toList(), FIELDS);
  }

  private String inList(int at, String before, Shape item, List<?> items) {
    String asked = inside(steps.get(at));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String name = SpecLeaves.nameOf(item, items.get(i)).orElse(Integer.toString(i));
      if (asked.equals(name) || asked.equals(Integer.toString(i))) {
        return help(at + 1, before + "[" + asked + "]", item, items.get(i));
      }
      names.add(name);
    }
    return meant(at, before, names, "it has ");
  }

  private String inMap(int at, String before, Shape entry, Map<?, ?> entries) {
    String asked = inside(steps.get(at));
    List<String> names = entries.keySet().stream().map(String::valueOf).toList();
    return names.contains(asked) && steps.get(at).startsWith("[")
        ? help(at + 1, before + "[" + asked + "]", entry, bare(entries.get(asked)))
        : meant(at, before, names, "it has ");
  }

  /** The nearest of what is possible with the rest as it was asked, else all that is possible. */
  private String meant(int at, String before, Collection<String> possible, String lead) {
    boolean isField = lead.equals(FIELDS) || lead.equals(KINDS);
    String asked = inside(steps.get(at));
    // The name may be right and only its brackets missing.
    Optional<String> near =
        possible.stream()
            .filter(asked::equals)
            .findFirst()
            .or(() -> NearestName.to(asked, possible))
            .or(() -> possible.size() == 1 ? possible.stream().findFirst() : Optional.empty());
    if (near.isEmpty()) {
      return possible.isEmpty()
          ? "; '" + before + "' is empty"
          : "; " + lead + String.join(", ", new TreeSet<>(possible));
    }
    StringBuilder path = new StringBuilder(before);
    path.append(isField ? (before.isEmpty() ? "" : ".") + near.get() : "[" + near.get() + "]");
    for (String rest : steps.subList(at + 1, steps.size())) {
      path.append(rest.startsWith("[") ? rest : "." + rest);
    }
    meant = path.toString().equals(place) ? null : path.toString();
    return "";
  }

  private static String inside(String step) {
    return step.startsWith("[") ? step.substring(1, step.length() - 1) : step;
  }

  private static @Nullable Object ofKind(RecordShape kind, @Nullable Object value) {
    return value != null && kind.describes(value) ? value : null;
  }

  private static @Nullable Object bare(@Nullable Object value) {
    return value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
  }
}
