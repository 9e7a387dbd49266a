package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.Value.SecretRef;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The sources that the references to secrets name, wherever in the files they stand. */
final class SecretSources {

  private SecretSources() {}

  /** What is fetched from elsewhere than the cluster and the environment. */
  private static final Set<String> STORES =
      new TreeSet<>(Set.of(SecretRef.VAULT, SecretRef.EXTERNAL, SecretRef.INFISICAL));

  private static final Pattern SOURCE = Pattern.compile(".*\\.secretRef\\[source]");

  /** Calls with each source that is written and is no cluster's or environment's, and its place. */
  static void in(Locator written, BiConsumer<String, SpecPath> found) {
    written.texts(
        new Locator.TextVisitor() {
          @Override
          public void text(String text, Supplier<SpecPath> place) {
            if (STORES.contains(text)) {
              SpecPath path = place.get();
              if (SOURCE.matcher(path.text()).matches()) {
                found.accept(text, path);
              }
            }
          }
        });
  }
}
