package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.Set;

/**
 * A container's secret is one of Kubernetes, by its name: a pod would show any other value to
 * everybody who may see pods.
 */
final class ContainersGetSecretsByName implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-453");

  private static final Set<String> OF_KUBERNETES =
      Set.of(Value.SecretRef.KUBERNETES, Value.SecretRef.EXTERNAL);

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Container)) {
      return;
    }
    SpecPath env = asset.path().field("env");
    asset
        .spec()
        .env()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.SecretRef secret
                  && !OF_KUBERNETES.contains(secret.source())) {
                out.add(
                    Diagnostic.error(
                            CODE,
                            "the container of asset '"
                                + asset.key()
                                + "' cannot get the secret '"
                                + secret.name()
                                + "'")
                        .at(env.entry(name), graph.locator())
                        .label("its pod would show the value: it is no secret of Kubernetes")
                        .help(
                            "write 'source: kubernetes', or 'external-secrets', whose operator"
                                + " makes one"));
              }
            });
  }
}
