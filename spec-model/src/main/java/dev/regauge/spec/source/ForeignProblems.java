package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;

/** What can be wrong with a service of another tool. */
final class ForeignProblems {

  private ForeignProblems() {}

  static Diagnostic noForm(Node at, String why, String help) {
    return Diagnostic.error(
            ReadCodes.FOREIGN_SERVICE, "it has no form in a service of Regauge: " + why)
        .at(at.span())
        .label(why)
        .help(help);
  }
}
