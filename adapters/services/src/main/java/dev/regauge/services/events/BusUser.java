package dev.regauge.services.events;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;
import java.util.List;
import java.util.Optional;

/**
 * A product or a service that uses the buses, by the name that it has as a principal.
 *
 * @param product the product's graph; empty for a service, of which only the code is known
 * @param out where findings about its own files go
 */
public record BusUser(
    String name,
    Optional<SpecGraph> product,
    List<BusUse> uses,
    List<BusUse.Unseen> unseen,
    List<BusUse.WrittenPlace> places,
    Diagnostics out) {
  public BusUser {
    uses = List.copyOf(uses);
    unseen = List.copyOf(unseen);
    places = List.copyOf(places);
  }
}
