package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Optional;

/** What can be wrong with a file as YAML: one factory for each code. */
final class FileProblems {

  private FileProblems() {}

  static Diagnostic unreadable(String file, String reason) {
    return Diagnostic.error(ReadCodes.UNREADABLE_FILE, "'" + file + "' cannot be read: " + reason)
        .help("name a product file, or a folder with a product.yaml");
  }

  /** A file or folder that an include may mean. */
  static Diagnostic unreadable(String path, String reason, Span include) {
    return Diagnostic.error(ReadCodes.UNREADABLE_FILE, "'" + path + "' cannot be read: " + reason)
        .at(include)
        .label("names what cannot be read")
        .help("let it be read by who runs this, or name the files so that it is not among them");
  }

  static Diagnostic notText(Span at, long offset, String what) {
    return Diagnostic.error(
            ReadCodes.NOT_TEXT, "byte " + offset + " of the file is no text: " + what)
        .at(at)
        .label(what)
        .help("save the file as UTF-8 without control characters");
  }

  static Diagnostic tooLarge(Span at, String what, long limit, String unit) {
    return Diagnostic.error(
            ReadCodes.TOO_LARGE, what + " is larger than the limit of " + limit + " " + unit)
        .at(at)
        .label("the limit is passed here")
        .help("split the product, or keep large texts in files of their own");
  }

  static Diagnostic syntax(Span at, String problem, String label, String help) {
    return Diagnostic.error(ReadCodes.SYNTAX, "the file is not YAML: " + problem)
        .at(at)
        .label(label)
        .help(help);
  }

  /** A text without quotes that ends where it has a comma or colon of its own. */
  static Diagnostic cut(Span at, String field, String text) {
    String shown = ScalarBinder.shown(text);
    return Diagnostic.error(
            ReadCodes.WRONG_FORM,
            "'" + shown + "' is cut in pieces: between braces a comma or colon ends a text")
        .at(at)
        .label("a text without quotes")
        .help("put it in quotes: " + ScalarBinder.shown(field) + ": \"" + shown + "\"");
  }

  static Diagnostic duplicateKey(String key, Span at, Span first) {
    return Diagnostic.error(ReadCodes.DUPLICATE_KEY, "the key '" + key + "' is written twice")
        .at(at)
        .label("the second")
        .related(Optional.of(first), "the first")
        .help("keep one of the two");
  }

  /** The first alias of a file stands for all of them. */
  static Diagnostic alias(String name, Span at, Optional<Span> anchor, int all) {
    String more = all == 1 ? "" : " (and " + (all - 1) + " more in this file)";
    return Diagnostic.error(
            ReadCodes.ALIAS, "the alias '*" + name + "' is not part of the spec" + more)
        .at(at)
        .label("an alias")
        .related(anchor, "its anchor")
        .help("write the value again, or once under 'defaults'");
  }

  static Diagnostic anchor(String name, Span at) {
    return Diagnostic.error(ReadCodes.ALIAS, "the anchor '&" + name + "' is not part of the spec")
        .at(at)
        .label("an anchor")
        .help("remove it; what assets share stands under 'defaults'");
  }

  static Diagnostic mergeKey(Span at) {
    return Diagnostic.error(ReadCodes.ALIAS, "the merge key '<<' is not part of the spec")
        .at(at)
        .label("a merge key")
        .help("write the values again, or once under 'defaults'");
  }

  static Diagnostic tag(String tag, Span at) {
    return Diagnostic.error(ReadCodes.TAG, "the tag '" + tag + "' is not part of the spec")
        .at(at)
        .label("a value with a tag")
        .help("write the value without it; a text that looks like a number stands in quotes");
  }

  static Diagnostic secondDocument(Span at) {
    return Diagnostic.error(ReadCodes.SECOND_DOCUMENT, "a second document begins in the file")
        .at(at)
        .label("the second document")
        .help("give each product a file of its own");
  }

  static Diagnostic tooDeep(Span at, int limit) {
    return Diagnostic.error(
            ReadCodes.TOO_DEEP, "lists and maps stand in each other deeper than " + limit)
        .at(at)
        .label("one too deep")
        .help("flatten the value");
  }

  static Diagnostic empty(Span at) {
    return Diagnostic.error(ReadCodes.NOT_A_MAP, "the file is empty")
        .at(at)
        .help("begin with 'apiVersion: regauge.dev/v1', or run 'regauge init'");
  }

  static Diagnostic notAMap(Span at, String found) {
    return Diagnostic.error(
            ReadCodes.NOT_A_MAP, "a product file is a map, but " + found + " is written")
        .at(at)
        .label("not a map")
        .help("begin with 'apiVersion: regauge.dev/v1', or run 'regauge init'");
  }

  static Diagnostic keyNotText(Span at, String found) {
    return Diagnostic.error(ReadCodes.KEY_NOT_TEXT, "a key is a text, but " + found + " is written")
        .at(at)
        .label("not a text")
        .help("write a name, in quotes if need be");
  }

  static Diagnostic hiddenDirection(int character, Span at) {
    return Diagnostic.warning(
            ReadCodes.HIDDEN_DIRECTION,
            "the text holds the invisible character U+%s that turns the direction of reading"
                .replace("%s", Integer.toHexString(character).toUpperCase(java.util.Locale.ROOT)))
        .at(at)
        .label("reads otherwise than it is stored")
        .help("remove the character, or write it as an escape in double quotes");
  }
}
