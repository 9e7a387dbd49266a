package dev.regauge.services.events;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;

/**
 * Where a bus is and how one gets in comes from its resource or the environment, so that the same
 * code runs in all of them.
 */
final class PlacesInCode {
  static final Code CODE = new Code("RG-EVT-004");

  private PlacesInCode() {}

  static void judge(BusContract contract) {
    for (BusUser user : contract.users()) {
      for (BusUse.WrittenPlace place : user.places()) {
        boolean isControl = place.bus().equals("control");
        Diagnostic finding =
            place.isSecret()
                ? Diagnostic.error(
                        CODE, "a credential of the " + place.bus() + " bus is in the code")
                    .at(place.span())
                    .secret()
                    .label("a credential, written as a literal")
                    .help("take it from the resource or the environment, and keep it in a secret")
                : Diagnostic.error(CODE, "where the " + place.bus() + " bus is stands in the code")
                    .at(place.span())
                    .label("the same in all environments")
                    .help(
                        "take the resource that the step is given, or "
                            + (isControl ? "ControlBus" : "DataBus")
                            + ".of_environment()");
        user.out().add(finding);
      }
    }
  }
}
