package dev.regauge.services.events;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.PlacedMessage;
import dev.regauge.spec.graph.SpecGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the contract of the buses against who uses them; each finding goes to its user's own. */
public final class EventsLint {

  /** The codes of the stage, in order; a damaged lock is said where it is read. */
  public static final List<Code> ALL =
      List.of(
          UndeclaredUses.CODE,
          UnknownPrincipals.CODE,
          StaleEntries.CODE,
          PlacesInCode.CODE,
          UnseenUses.CODE,
          TopicSchemas.UNREADABLE,
          SchemaChanges.CODE,
          TopicSchemas.UNLOCKED);

  private EventsLint() {}

  /**
   * Judges everything.
   *
   * @param stale how bad it is that something is declared and not used
   */
  public static void judge(BusContract contract, Severity stale) {
    UndeclaredUses.judge(contract);
    UnknownPrincipals.judge(contract);
    StaleEntries.judge(contract, stale);
    PlacesInCode.judge(contract);
    UnseenUses.judge(contract);
  }

  /** Returns what a product sends by itself: by its hooks, its alerts, its lineage. */
  public static List<BusUse> sentBy(SpecGraph graph) {
    boolean isCheckedByRules = !graph.product().topics().isEmpty();
    List<BusUse> uses = new ArrayList<>();
    for (PlacedMessage one : PlacedMessage.of(graph.product())) {
      SpecPath at = one.topicPath();
      uses.add(
          new BusUse(
              BusUse.Kind.SEND,
              Optional.of(one.bus().equals(Carriers.CONTROL_BUS) ? "control" : "data"),
              one.topic(),
              Optional.empty(),
              one.who(),
              graph.locator().valueAt(at),
              Optional.empty(),
              Optional.of(at),
              isCheckedByRules));
    }
    return uses;
  }
}
