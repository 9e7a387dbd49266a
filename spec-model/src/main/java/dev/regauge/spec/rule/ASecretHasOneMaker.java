package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.Value.SecretRef;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A Secret that the External Secrets operator makes has the keys that are of that source alone, so
 * that the cluster's own Secret of that name is not there beside it.
 */
final class ASecretHasOneMaker implements Rule {

  private static final Code CODE = new Code("RG-RULE-487");

  @Override
  public Code code() {
    return CODE;
  }

  private static final String FIELD = ".secretRef";

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    if (graph.product().secretStores().externalSecrets().isEmpty()) {
      return;
    }
    Locator written = graph.locator();
    SortedMap<String, Written> references = references(written);
    SortedSet<String> names = new TreeSet<>();
    SortedSet<String> keys = new TreeSet<>();
    for (Written reference : references.values()) {
      if (reference.is(SecretRef.EXTERNAL)) {
        names.add(reference.part("name"));
        keys.add(reference.part("name") + "/" + reference.part("key"));
      }
    }
    for (Written reference : references.values()) {
      String name = reference.part("name");
      String key = name + "/" + reference.part("key");
      if (reference.is(SecretRef.KUBERNETES) && names.contains(name) && !keys.contains(key)) {
        out.add(
            Diagnostic.error(
                    CODE, "the Secret '" + name + "' is made by the operator, without this key")
                .at(reference.place(), written)
                .label("read from the cluster's Secret of the same name")
                .help(
                    "write source: external-secrets here too, or put this key into a Secret of"
                        + " another name"));
      }
    }
  }

  /** Returns the references of steps by their places; services have Secrets that others make. */
  private static SortedMap<String, Written> references(Locator written) {
    SortedMap<String, Written> found = new TreeMap<>();
    written.texts(
        new Locator.TextVisitor() {
          @Override
          public void text(String text, Supplier<SpecPath> place) {
            String path = place.get().text();
            int at = path.lastIndexOf(FIELD);
            if (at < 0 || path.startsWith("services[")) {
              return;
            }
            String part = path.substring(at + FIELD.length());
            Written reference =
                found.computeIfAbsent(
                    path.substring(0, at), _ -> new Written(place.get(), new TreeMap<>()));
            if (part.isEmpty()) {
              int slash = text.indexOf('/');
              reference.parts().put("name", slash < 0 ? text : text.substring(0, slash));
              reference.parts().put("key", slash < 0 ? "" : text.substring(slash + 1));
            } else if (PARTS.contains(part)) {
              reference.parts().put(part.substring(1, part.length() - 1), text);
            }
          }
        });
    return found;
  }

  private static final Set<String> PARTS = Set.of("[name]", "[key]", "[source]");

  private record Written(SpecPath place, Map<String, String> parts) {
    String part(String name) {
      return parts.getOrDefault(name, "");
    }

    boolean is(String source) {
      return parts.getOrDefault("source", SecretRef.KUBERNETES).equals(source);
    }
  }
}
