package dev.regauge.spec.model.form;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Words of the language that the steps are written in. */
public final class PythonWords {

  /** The words that Python takes as no name of a module, function or argument. */
  public static final SortedSet<String> KEYWORDS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  "False",
                  "None",
                  "True",
                  "and",
                  "as",
                  "assert",
                  "async",
                  "await",
                  "break",
                  "class",
                  "continue",
                  "def",
                  "del",
                  "elif",
                  "else",
                  "except",
                  "finally",
                  "for",
                  "from",
                  "global",
                  "if",
                  "import",
                  "in",
                  "is",
                  "lambda",
                  "nonlocal",
                  "not",
                  "or",
                  "pass",
                  "raise",
                  "return",
                  "try",
                  "while",
                  "with",
                  "yield")));

  private PythonWords() {}
}
