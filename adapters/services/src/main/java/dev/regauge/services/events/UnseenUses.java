package dev.regauge.services.events;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;

/**
 * Code whose topics nobody can tell is listed: nothing that it uses is held against the contract.
 */
final class UnseenUses {
  static final Code CODE = new Code("RG-EVT-005");

  private UnseenUses() {}

  static void judge(BusContract contract) {
    for (BusUser user : contract.users()) {
      for (BusUse.Unseen unseen : user.unseen()) {
        user.out()
            .add(
                Diagnostic.warning(
                        CODE, "the topics that '" + user.name() + "' uses here are not seen")
                    .at(unseen.span())
                    .label(unseen.why())
                    .help(
                        "write the topic's name where it is sent or read, or as a constant of a"
                            + " module; nothing declared for '"
                            + user.name()
                            + "' is called stale meanwhile"));
      }
    }
  }
}
