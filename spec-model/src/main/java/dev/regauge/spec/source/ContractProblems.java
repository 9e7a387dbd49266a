package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;

/** What can be wrong with a data contract that somebody else wrote. */
final class ContractProblems {

  private ContractProblems() {}

  static Diagnostic noContract(Node at, String why, String help) {
    return Diagnostic.error(
            ReadCodes.FOREIGN_CONTRACT, "it is no data contract that can be held: " + why)
        .at(at.span())
        .label(why)
        .help(help);
  }

  static Diagnostic noFreshness(Node at, String promise) {
    return Diagnostic.warning(
            ReadCodes.FOREIGN_CONTRACT,
            "nobody watches the contract's '" + promise + "': it is no time of up to a year")
        .at(at.span())
        .label("no age follows from this")
        .help("say 'freshness' of the external thing, or agree on a value with a unit, such as h");
  }

  static Diagnostic unknownType(Node at, String column, String written) {
    return Diagnostic.error(
            ReadCodes.FOREIGN_CONTRACT,
            "the contract gives the column '" + column + "' a type that is not known: " + written)
        .at(at.span())
        .label("no table can be held to it")
        .help(
            "give it a logicalType of the standard: string, date, timestamp, time, number, integer,"
                + " object, array or boolean");
  }
}
