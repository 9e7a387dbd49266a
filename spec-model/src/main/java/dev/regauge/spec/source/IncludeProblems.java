package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with a product in several files: one factory for each code. */
final class IncludeProblems {

  /** An included file needs none of a product file's head. */
  static Diagnostic nothingToJoin(Diagnostic finding, Span include) {
    return finding
        .related(Optional.of(include), "it is included here")
        .help("write what it adds, such as assets: [...], or remove it from 'include'");
  }

  private IncludeProblems() {}

  static Diagnostic notIncludable(String what, Span at, Span include) {
    return Diagnostic.error(ReadCodes.NOT_INCLUDABLE, "an included file has no " + what)
        .at(at)
        .label("not in an included file")
        .related(Optional.of(include), "included here")
        .help(
            "an included file is of kind Service, ServiceOverride or Topic, or holds fields of the"
                + " product without kind and include");
  }

  static Diagnostic includesNothing(String pattern, Span at, boolean isPattern) {
    Diagnostic finding =
        isPattern
            ? Diagnostic.warning(
                ReadCodes.INCLUDES_NOTHING, "no file has a name like '" + pattern + "'")
            : Diagnostic.error(
                ReadCodes.INCLUDES_NOTHING, "there is no file '" + pattern + "' to include");
    return finding
        .at(at)
        .label("includes nothing")
        .help(
            "names are relative to the product file; * stands for a part of a name, ** for folders");
  }

  /** A pattern fits a name that a folder has, or a link to nothing. */
  static Diagnostic hitsNoFile(String hit, Span at) {
    return Diagnostic.error(
            ReadCodes.INCLUDES_NOTHING, "'" + hit + "' is no file, and the pattern fits its name")
        .at(at)
        .label("fits what is no file")
        .help("give '" + hit + "' another name, or name the files so that it is not among them");
  }

  static Diagnostic inTwoFiles(String name, Span second, Span first) {
    return Diagnostic.error(ReadCodes.IN_TWO_FILES, name + " is given in two files")
        .at(second)
        .label("the second")
        .related(Optional.of(first), "the first")
        .help("keep one of them, or give one another name");
  }

  /** A file that is checked by itself and makes nothing by itself. */
  static Diagnostic noProduct(String kind, Span at) {
    return Diagnostic.error(
            ReadCodes.NO_PRODUCT, "a file of kind " + kind + " makes no product by itself")
        .at(at)
        .label("a " + kind.toLowerCase(Locale.ROOT))
        .help("name the product file, and let its 'include' name this one");
  }
}
