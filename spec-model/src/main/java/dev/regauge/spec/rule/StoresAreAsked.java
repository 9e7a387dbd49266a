package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.SecretStoresSpec;
import dev.regauge.spec.model.Value.SecretRef;
import java.util.Set;
import java.util.TreeSet;

/** A store that no secret is of is written for nothing; most often a {@code source} is missing. */
final class StoresAreAsked implements Rule {

  private static final Code CODE = new Code("RG-RULE-483");

  private static final SpecPath STORES = SpecPath.of("secretStores");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SecretStoresSpec stores = graph.product().secretStores();
    if (stores.vault().isEmpty() && stores.externalSecrets().isEmpty()) {
      return;
    }
    Set<String> asked = new TreeSet<>();
    SecretSources.in(graph.locator(), (source, _) -> asked.add(source));
    if (stores.vault().isPresent() && !asked.contains(SecretRef.VAULT)) {
      out.add(unasked("vault", SecretRef.VAULT, graph));
    }
    if (stores.externalSecrets().isPresent() && !asked.contains(SecretRef.EXTERNAL)) {
      out.add(unasked("externalSecrets", SecretRef.EXTERNAL, graph));
    }
  }

  private static Diagnostic unasked(String field, String source, SpecGraph graph) {
    return Diagnostic.warning(CODE, "no secret is of source '" + source + "'")
        .at(STORES.field(field), graph.locator())
        .label("nothing is fetched from here")
        .help("write {secretRef: {name: …, key: …, source: " + source + "}} where one is");
  }
}
