package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.FieldExamples;
import dev.regauge.spec.schema.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds texts, numbers and flags. No text becomes a number and no number is rounded. */
final class ScalarBinder {

  /** Longer numbers are refused: Python reads at most 4300 digits, and nobody means them. */
  private static final int LONGEST_NUMBER = 100;

  private static final int LONGEST_SHOWN = 40;

  /** Octal, hexadecimal and sexagesimal numbers, and digits in groups, as YAML 1.1 has them. */
  private static final Pattern ODD_SPELLING =
      Pattern.compile(
          "[-+]?(0[0-9]+|0[xXoObB][0-9a-fA-F]+|[0-9][0-9_,]*[_,][0-9]+|[0-9]+(:[0-9]+)+)");

  private final Trail trail;
  private final Diagnostics out;

  ScalarBinder(Trail trail, Diagnostics out) {
    this.trail = trail;
    this.out = out;
  }

  @Nullable String text(Node node, Shape.Text shape) {
    if (!(node instanceof Node.Scalar scalar)) {
      String kind = laterKindOf(node, shape);
      if (kind.isEmpty()) {
        wrongType(node, "a text", MeantForm.text(node, shape));
      } else {
        out.add(FieldProblems.notSupportedYet(trail.at(node), kind));
      }
      return null;
    }
    String text = scalar.text();
    Scalars.Kind kind = scalar.kind();
    switch (kind) {
      case NULL -> {
        wrongType(node, "a text", "");
        return null;
      }
      case TRUE_OR_FALSE -> {
        // A short form alone is rather a switch that the author expects than a text without quotes.
        boolean isSwitch = trail.isShort() && trail.example().isPresent();
        wrongType(node, "a text", isSwitch ? "" : "write \"" + text + "\" in quotes");
        return null;
      }
      case INTEGER, NUMBER, ODD_NUMBER -> {
        if (Scalars.losesItsSpelling(text, kind)) {
          out.add(FieldProblems.ambiguousText(trail.at(node), trail.field(), shown(text)));
        }
      }
      case TEXT -> {}
    }
    return isAllowed(node, text, shape) ? text : null;
  }

  /** Returns the key of a map that the spec has in place of a text and this version refuses. */
  private static String laterKindOf(Node node, Shape.Text shape) {
    if (node instanceof Node.Mapping map && map.size() == 1) {
      String key = map.key(0).text();
      return shape.later().contains(key) ? key : "";
    }
    return "";
  }

  private boolean isAllowed(Node node, String text, Shape.Text shape) {
    List<String> choices = shape.choices();
    if (!choices.isEmpty()) {
      if (choices.contains(text)) {
        return true;
      }
      if (shape.later().contains(text)) {
        out.add(FieldProblems.notSupportedYet(trail.at(node), text));
      } else if (trail.field().equals("'apiVersion'")) {
        out.add(FieldProblems.otherVersion(trail.at(node), shown(text), choices.getFirst()));
      } else {
        out.add(
            FieldProblems.notAChoice(
                trail.at(node), trail.field(), shown(text), choices, otherForms()));
      }
      return false;
    }
    TextFormat format = shape.format();
    if (!format.matches(text)) {
      out.add(FieldProblems.wrongForm(trail.at(node), trail.field(), text, format));
      return false;
    }
    return true;
  }

  @Nullable Object whole(Node node, Shape.Whole shape) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Scalars.Kind.INTEGER) {
      wrongType(node, "an integer", quoteHelp(node, Scalars.Kind.INTEGER));
      return null;
    }
    String text = scalar.text();
    long number = 0;
    boolean isInRange = text.length() <= 20;
    if (isInRange) {
      try {
        number = Long.parseLong(text);
        isInRange = number >= shape.min() && number <= shape.max();
      } catch (NumberFormatException e) {
        isInRange = false; // more than a long holds
      }
    }
    if (!isInRange) {
      out.add(
          FieldProblems.outOfRange(
              trail.at(node), trail.field(), shown(text), range(shape.min(), shape.max())));
      return null;
    }
    if (shape.isLong()) {
      return number;
    }
    return (int) number;
  }

  private static String range(long min, long max) {
    if (max >= Integer.MAX_VALUE) {
      return min <= Integer.MIN_VALUE ? "an integer of 64 bits" : "an integer of at least " + min;
    }
    return "an integer from " + min + " to " + max;
  }

  @Nullable Double decimal(Node node, Shape.Decimal shape) {
    boolean isNumber =
        node instanceof Node.Scalar scalar
            && (scalar.kind() == Scalars.Kind.INTEGER || scalar.kind() == Scalars.Kind.NUMBER);
    if (!isNumber) {
      wrongType(node, "a number", quoteHelp(node, Scalars.Kind.NUMBER));
      return null;
    }
    String text = ((Node.Scalar) node).text();
    double number = Double.parseDouble(text);
    if (text.length() > LONGEST_NUMBER || number < shape.min() || number > shape.max()) {
      out.add(
          FieldProblems.outOfRange(
              trail.at(node),
              trail.field(),
              shown(text),
              "a number from " + plain(shape.min()) + " to " + plain(shape.max())));
      return null;
    }
    return number;
  }

  @Nullable Boolean flag(Node node) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Scalars.Kind.TRUE_OR_FALSE) {
      wrongType(node, "true or false", quoteHelp(node, Scalars.Kind.TRUE_OR_FALSE));
      return null;
    }
    return Scalars.isTrue(scalar.text());
  }

  /** Returns a number of any value, exact, when engines and JSON can hold it. */
  @Nullable BigDecimal number(Node.Scalar scalar) {
    String text = scalar.text();
    boolean isTooLong = text.length() > LONGEST_NUMBER;
    boolean isInteger = scalar.kind() == Scalars.Kind.INTEGER;
    if (isTooLong || Double.isInfinite(Double.parseDouble(text)) || (isInteger && !isLong(text))) {
      out.add(
          FieldProblems.outOfRange(
              trail.at(scalar),
              trail.field(),
              shown(text),
              isInteger ? "an integer of 64 bits" : "a number of 64 bits"));
      return null;
    }
    return new BigDecimal(text);
  }

  private static boolean isLong(String text) {
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What may be written as a map where a word stands for one of several fields. */
  private List<String> otherForms() {
    if (!trail.isShort()) {
      return List.of();
    }
    // The word's own field is named first.
    List<String> forms = trail.around().getFirst().exactlyOneOf();
    return forms.size() < 2 ? List.of() : forms.subList(1, forms.size());
  }

  void wrongType(Node node, String accepted, String help) {
    String words = trail.isShort() ? accepted + " or a map" : accepted;
    String fix = help.isEmpty() ? "write " + words + example(node, accepted) : help;
    out.add(FieldProblems.wrongType(trail.at(node), trail.field(), words, foundAt(node), fix));
  }

  /** A list of texts is shown with the text that is written, everything else as in the schema. */
  private String example(Node node, String accepted) {
    boolean isOneText =
        accepted.equals("a list")
            && node instanceof Node.Scalar scalar
            && scalar.kind() == Scalars.Kind.TEXT
            && scalar.text().length() <= LONGEST_SHOWN
            && trail
                .example()
                .filter(text -> text.contains(": [") && !text.contains("[{"))
                .isPresent();
    if (isOneText) {
      return ": [" + FieldExamples.quoted(shown(((Node.Scalar) node).text())) + "]";
    }
    return trail.example().map(text -> ", such as " + text).orElse("");
  }

  private static String quoteHelp(Node node, Scalars.Kind wanted) {
    if (!(node instanceof Node.Scalar scalar)) {
      return "";
    }
    Scalars.Kind inside = Scalars.kindOf(scalar.text());
    if (!scalar.isPlain() && (inside == wanted || inside == Scalars.Kind.INTEGER)) {
      return "write " + scalar.text() + " without quotes";
    }
    if (wanted != Scalars.Kind.TRUE_OR_FALSE && ODD_SPELLING.matcher(scalar.text()).matches()) {
      return decimal(scalar.text())
          .map(number -> "write " + number + ", in decimal digits alone")
          .orElse("write it in decimal digits alone, such as 12");
    }
    return switch (scalar.text()) {
      case "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" ->
          wanted == Scalars.Kind.TRUE_OR_FALSE ? "write true" : "";
      case "no", "No", "NO", "off", "Off", "OFF", "n", "N" ->
          wanted == Scalars.Kind.TRUE_OR_FALSE ? "write false" : "";
      default -> "";
    };
  }

  /** Only where all tools that read such a number at all read the same one. */
  private static Optional<Long> decimal(String text) {
    if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
      return Optional.of(Long.parseLong(text.substring(2), 16));
    }
    return text.matches("[1-9][0-9]{0,2}(_[0-9]{3}){1,4}")
        ? Optional.of(Long.parseLong(text.replace("_", "")))
        : Optional.empty();
  }

  /** Returns what is written, for example {@code the text 'three'}. */
  static String foundAt(Node node) {
    return switch (node) {
      case Node.Sequence list -> list.items().isEmpty() ? "an empty list" : "a list";
      case Node.Mapping map -> "a map";
      case Node.Broken broken -> "something unreadable";
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case NULL -> "nothing";
            case TRUE_OR_FALSE -> scalar.text();
            case INTEGER, NUMBER, ODD_NUMBER -> "the number " + shown(scalar.text());
            case TEXT -> "the text '" + shown(scalar.text()) + "'";
          };
    };
  }

  static String shown(String written) {
    String text = SecretForms.masked(written);
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "...";
  }

  private static String plain(double number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
