package dev.regauge.spec.imports.floe;

import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.Survival;
import dev.regauge.spec.source.ForeignTree.Entry;
import dev.regauge.spec.source.ForeignTree.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code plugins.ingestion} of a platform's manifest: what holds for every ingestion. */
final class FloePlatform {

  private static final List<String> OF_SECRETS =
      List.of("token", "password", "secret", "api_key", "apikey", "credential");

  private String type = "";
  private Optional<Text> workspaceUrl = Optional.empty();
  private Optional<String> tokenRef = Optional.empty();
  private final FloeRetry retry = new FloeRetry();

  /** Returns the kind of ingestion of who says none; empty when the platform says none. */
  String type() {
    return type;
  }

  /** Returns where Airbyte is. */
  Optional<Text> workspaceUrl() {
    return workspaceUrl;
  }

  /** Returns the secret and key of Airbyte's token. */
  Optional<String> tokenRef() {
    return tokenRef;
  }

  FloeRetry retry() {
    return retry;
  }

  /** Takes what is written. */
  void read(FloeMap map, Survival survival) {
    map.knowsOnly("type", "config", "retry");
    map.required("type", "dlt");
    map.choice("type", "dlt", "airbyte")
        .ifPresent(
            text -> {
              type = text.text();
              survival.add(text.span(), map.path("type"), Fate.MAPPED, "assets[*].run");
            });
    map.map("config").ifPresent(config -> config(config, survival));
    map.map("retry").ifPresent(it -> retry.read(it, survival));
  }

  private void config(FloeMap config, Survival survival) {
    boolean hasSecret = false;
    for (Entry entry : config.all()) {
      String name = entry.key().text().toLowerCase(Locale.ROOT);
      if (!name.endsWith("_ref") && OF_SECRETS.stream().anyMatch(name::contains)) {
        hasSecret = true;
        config.refuseSecret(
            entry.value(),
            "'" + entry.key().text() + "' holds a secret; floe has 'connection_secret_ref' for it");
      }
    }
    if (hasSecret) {
      return;
    }
    if (type.equals("dlt")) {
      config.knowsOnly();
      return;
    }
    config.knowsOnly("workspace_url", "connection_secret_ref");
    config
        .text("workspace_url")
        .ifPresent(
            url -> {
              if (!url.text().matches("https?://[^\\s/]+.*")) {
                config.refuse(
                    url.span(),
                    "'workspace_url' is the address of a workspace",
                    "write one such as https://airbyte.example.com");
              }
              workspaceUrl = Optional.of(url);
              survival.add(
                  url.span(),
                  config.path("workspace_url"),
                  Fate.MAPPED,
                  "assets[*].run.airbyte.workspaceUrl");
            });
    config
        .text("connection_secret_ref")
        .flatMap(
            ref ->
                FloeSecret.of(
                    config,
                    ref,
                    "connection_secret_ref",
                    "token",
                    "assets[*].run.airbyte.apiToken",
                    survival))
        .ifPresent(ref -> tokenRef = Optional.of(ref));
  }
}
