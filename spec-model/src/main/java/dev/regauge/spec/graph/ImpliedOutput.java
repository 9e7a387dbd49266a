package dev.regauge.spec.graph;

import dev.regauge.spec.model.OutputSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The output that an asset has when it declares none. */
final class ImpliedOutput {

  static final OutputSpec SPEC =
      new OutputSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          java.util.Collections.unmodifiableSortedMap(new TreeMap<>()));

  private ImpliedOutput() {}
}
