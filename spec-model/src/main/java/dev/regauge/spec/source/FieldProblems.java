package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be wrong with a field of a spec: one factory for each code. */
final class FieldProblems {

  /** A list with a position in it, as a field is told: {@code 'events[0]'}. */
  private static final Pattern ITEM = Pattern.compile("'(.*)\\[\\d+]'");

  private FieldProblems() {}

  /**
   * Where a problem is.
   *
   * @param span the words under which the caret stands
   * @param owner what the field belongs to, for example {@code asset 'silver/orders'}
   */
  record Place(SpecPath path, Span span, String owner) {}

  static Diagnostic unknownField(
      Place place, String field, Optional<String> help, Collection<String> known) {
    return at(place, ReadCodes.UNKNOWN_FIELD, "'" + field + "' is no field of " + place.owner())
        .label("no such field")
        .help(help.orElse("the fields are " + String.join(", ", known)));
  }

  /**
   * A kind that there is not.
   *
   * @param field the field that takes a kind, such as {@code 'run' of}, else empty: the owner does
   */
  static Diagnostic unknownKind(
      Place place, String field, String kind, Optional<String> help, Collection<String> known) {
    return at(
            place, ReadCodes.UNKNOWN_FIELD, "'" + kind + "' is no kind of " + field + place.owner())
        .label("no such kind")
        .help(help.orElse("the kinds are " + String.join(", ", known)));
  }

  static Diagnostic wrongType(
      Place place, String field, String accepted, String found, String help) {
    return at(
            place,
            ReadCodes.WRONG_TYPE,
            field
                + " of "
                + place.owner()
                + " takes "
                + accepted
                + ", but "
                + found
                + " is written")
        .label("not " + accepted)
        .help(help);
  }

  static Diagnostic missingField(Place place, String field) {
    return at(place, ReadCodes.MISSING_FIELD, place.owner() + " has no '" + field + "'")
        .label("'" + field + "' is missing here")
        .help("add '" + field + "'" + example(field));
  }

  /** What the fields that every product needs look like. */
  private static String example(String field) {
    return switch (field) {
      case "apiVersion" -> ", which is regauge.dev/v1";
      case "kind" -> ", which is DataProduct for a product";
      case "metadata" -> ", such as metadata: {name: shop}";
      case "key" -> ", such as key: raw/orders";
      case "run" -> ", such as run: {python: \"shop.load:orders\"}";
      case "select" -> ", such as select: [\"+silver/orders\"]";
      default -> "";
    };
  }

  /** {@code forms}: fields of which one may be written as a map instead. */
  static Diagnostic notAChoice(
      Place place, String field, String found, List<String> choices, List<String> forms) {
    String list =
        String.join(", ", choices)
            + (forms.isEmpty() ? "" : ", or a map with " + String.join(" or ", forms));
    Matcher item = ITEM.matcher(field);
    return at(
            place,
            ReadCodes.NOT_A_CHOICE,
            item.matches()
                ? "'" + item.group(1) + "' of " + place.owner() + " takes no '" + found + "'"
                : "'" + found + "' is no " + field + " of " + place.owner())
        .label("not one of the choices")
        .help(
            NearestName.to(found, choices)
                .map(near -> "did you mean '" + near + "'? The choices are " + list)
                .orElse("write one of " + list));
  }

  static Diagnostic outOfRange(Place place, String field, String found, String range) {
    return at(
            place,
            ReadCodes.OUT_OF_RANGE,
            field + " of " + place.owner() + " takes " + range + ", but " + found + " is written")
        .label("out of range")
        .help("write a number in the range");
  }

  static Diagnostic wrongForm(Place place, String field, String found, TextFormat format) {
    return at(
            place,
            ReadCodes.WRONG_FORM,
            "'" + ScalarBinder.shown(found) + "' cannot be " + field + " of " + place.owner())
        .label("not of the form that is needed")
        .help(
            MeantText.unquoted(found)
                .map(text -> "these are no quotes of YAML: write \"" + text + "\"")
                .or(() -> MeantText.functionIn(found, format))
                .or(() -> MeantText.of(found, format).map(meant -> didYouMean(meant, format)))
                .orElse("write " + format.expectation()));
  }

  private static String didYouMean(String meant, TextFormat format) {
    return "did you mean '" + meant + "'? The form is " + format.expectation();
  }

  static Diagnostic notExactlyOne(
      Place place, List<String> written, List<String> choices, Collection<Span> others) {
    String list = String.join(", ", choices);
    Diagnostic problem =
        at(
                place,
                ReadCodes.NOT_EXACTLY_ONE,
                written.isEmpty()
                    ? place.owner() + " has none of " + list
                    : place.owner() + " has " + String.join(" and ", written) + " at once")
            .label(written.isEmpty() ? "one of them is missing here" : "one")
            .help("write exactly one of " + list);
    for (Span other : others) {
      problem = problem.related(Optional.of(other), "another");
    }
    return problem;
  }

  static Diagnostic noneOf(Place place, List<String> choices, boolean isOpen) {
    String list = String.join(", ", choices) + (isOpen ? " or a target's adapter" : "");
    return at(place, ReadCodes.NONE_OF, place.owner() + " has none of " + list)
        .label("one of them is missing here")
        .help("write one or more of " + list);
  }

  static Diagnostic alone(Place place, String field, String other) {
    return at(
            place,
            ReadCodes.ALONE,
            "'" + field + "' of " + place.owner() + " means nothing without '" + other + "'")
        .label("there is no '" + other + "' beside it")
        .help("write '" + other + "' too, or remove '" + field + "'");
  }

  static Diagnostic notSupportedYet(Place place, String what) {
    return at(
            place,
            ReadCodes.NOT_SUPPORTED_YET,
            "'" + what + "' of " + place.owner() + " is not supported yet")
        .label("not supported yet")
        .help("remove it; the spec has it, this version of Regauge cannot carry it out");
  }

  static Diagnostic otherVersion(Place place, String found, String current) {
    String known = "the only version that this Regauge knows is " + current;
    return at(
            place,
            ReadCodes.OTHER_VERSION,
            "this version of Regauge does not read apiVersion '" + found + "'")
        .label("another version of the spec")
        .help(
            isNewer(found, current)
                ? known + ": take a newer Regauge for this file"
                : known + ": write it, and 'regauge migrate' brings older words up to it");
  }

  /** Whether only the number at the end differs, and is larger. */
  private static boolean isNewer(String found, String current) {
    String stem = current.replaceFirst("[0-9]+$", "");
    String number = found.startsWith(stem) ? found.substring(stem.length()) : "";
    return number.matches("[1-9][0-9]{0,8}")
        && Integer.parseInt(number) > Integer.parseInt(current.substring(stem.length()));
  }

  static Diagnostic oddNumber(Place place, String field, String found) {
    return at(
            place,
            ReadCodes.ODD_NUMBER,
            "the number "
                + found
                + " in "
                + field
                + " of "
                + place.owner()
                + " is not read alike by all tools")
        .label("not a number of JSON")
        .help("write a plain decimal number, or put the text in quotes");
  }

  static Diagnostic ambiguousText(Place place, String field, String found) {
    return Diagnostic.warning(
            ReadCodes.AMBIGUOUS_TEXT,
            field
                + " of "
                + place.owner()
                + " is a text, and other tools read "
                + found
                + " as a number")
        .at(place.path(), Optional.of(place.span()))
        .label("taken as the text \"" + found + "\"")
        .help("put it in quotes");
  }

  static Diagnostic missingFile(Place place, String file) {
    return at(
            place,
            ReadCodes.MISSING_FILE,
            "the file '" + file + "' of " + place.owner() + " cannot be read")
        .label("no such file")
        .help("correct the path, or add the file; paths are relative to the product file");
  }

  static Diagnostic outsideRoot(Place place, String file) {
    return at(
            place,
            ReadCodes.OUTSIDE_ROOT,
            "the path '" + file + "' of " + place.owner() + " leads out of the product's folder")
        .label("leads outside")
        .help("move the file into the product's folder");
  }

  static Diagnostic checkOfNothing(Place place, String asset, Collection<String> assets) {
    return at(
            place,
            ReadCodes.CHECK_OF_NOTHING,
            "the check is of asset '" + asset + "', which is not declared")
        .label("no asset has this key")
        .help(NearestName.question(asset, assets).orElse("write the key of an asset"));
  }

  private static Diagnostic at(Place place, Code code, String message) {
    return Diagnostic.error(code, message).at(place.path(), Optional.of(place.span()));
  }
}
