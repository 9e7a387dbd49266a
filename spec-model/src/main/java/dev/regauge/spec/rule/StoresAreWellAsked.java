package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.SecretStoresSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The paths of stores are paths of names, and the operator looks again: what else is written is
 * found out by the first step, or by nobody.
 */
final class StoresAreWellAsked implements Rule {

  private static final Code CODE = new Code("RG-RULE-486");

  @Override
  public Code code() {
    return CODE;
  }

  private static final SpecPath STORES = SpecPath.of("secretStores");

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SecretStoresSpec stores = graph.product().secretStores();
    stores
        .vault()
        .ifPresent(
            vault -> {
              SpecPath at = STORES.field("vault");
              judge(vault.mount(), at.field("mount"), false, graph, out);
              judge(
                  vault.path().filter(path -> !path.isEmpty()),
                  at.field("path"),
                  false,
                  graph,
                  out);
              vault
                  .appRole()
                  .ifPresent(
                      role ->
                          judge(
                              role.mount(), at.field("appRole").field("mount"), false, graph, out));
            });
    stores
        .externalSecrets()
        .ifPresent(
            external -> {
              SpecPath at = STORES.field("externalSecrets");
              judge(
                  external.path().filter(path -> !path.isEmpty()),
                  at.field("path"),
                  true,
                  graph,
                  out);
              if (external.refresh().map(Duration::parse).filter(Duration::isZero).isPresent()) {
                out.add(
                    Diagnostic.error(CODE, "the operator would look once and never again")
                        .at(at.field("refresh"), graph.locator())
                        .label("a new value of a secret would never come")
                        .help("write how often it looks, such as PT1H"));
              }
            });
  }

  /**
   * Judges a path.
   *
   * @param mayBegin whether a slash may begin it, as the names of some clouds' secrets do
   */
  private static void judge(
      Optional<String> written, SpecPath at, boolean mayBegin, SpecGraph graph, Diagnostics out) {
    if (written.isEmpty()) {
      return;
    }
    String path = written.get();
    String names = mayBegin && path.startsWith("/") ? path.substring(1) : path;
    List<String> parts = List.of(names.split("/", -1));
    if (parts.contains("") || parts.contains(".") || parts.contains("..")) {
      out.add(
          Diagnostic.error(CODE, "'" + path + "' is no path of names")
              .at(at, graph.locator())
              .label("a slash stands between two names, and none of them is empty, . or ..")
              .help("write it such as teams/sales"));
    }
  }
}
