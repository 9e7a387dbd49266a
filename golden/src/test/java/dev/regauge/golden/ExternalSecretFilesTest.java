package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.golden.GoldenServicesTest.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The objects of External Secrets have a file each, whatever their secrets are called. */
final class ExternalSecretFilesTest {

  @TempDir Path temp;

  @Test
  void aSecretMayBeCalledAsTheFolderOfObjects() throws IOException {
    Files.writeString(
        temp.resolve("product.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop, domain: sales}
        targets: [{adapter: argo}]
        catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
        secretStores: {externalSecrets: {store: platform}}
        assets:
          - key: raw/orders
            run: {python: "shop_steps:orders"}
            env: {TOKEN: {secretRef: {name: kustomization, key: token, source: external-secrets}}}
        jobs: [{name: daily, select: [raw/orders]}]
        """);
    Files.writeString(temp.resolve("shop_steps.py"), "def orders():\n    return []\n");
    Path out = temp.resolve("out");
    Said said =
        GoldenServicesTest.run(List.of("generate", temp.toString(), "--output", out.toString()));
    assertEquals(0, said.code(), said.talk());
    Path secrets = out.resolve("argo/secrets");
    assertTrue(
        Files.readString(secrets.resolve("kustomization.secret.yaml"))
            .contains("kind: \"ExternalSecret\""));
    assertTrue(
        Files.readString(secrets.resolve("kustomization.yaml"))
            .contains("kustomization.secret.yaml"));
  }
}
