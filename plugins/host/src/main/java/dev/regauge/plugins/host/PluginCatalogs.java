package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the plugin that makes the tables of a product. */
public final class PluginCatalogs {
  private static final String STORE = "table_store";
  private static final String USUAL = "iceberg";

  private PluginCatalogs() {}

  /**
   * Returns the one that the product, else the project chooses as its {@code table_store}; Iceberg
   * unless somebody chooses. A catalog handles secrets, so one of a project must be trusted.
   *
   * @throws CatalogUnreachable when there is none
   */
  public static TableCatalog of(PluginRegistry registry, ExecutionPlan plan) {
    String wanted =
        plan.capabilities()
            .getOrDefault(STORE, registry.project().capabilities().getOrDefault(STORE, USUAL));
    List<String> untrusted = new ArrayList<>();
    for (Plugin plugin : registry.of(PluginType.CATALOG)) {
      boolean isOurs = plugin.form() == Plugin.Form.BUILT_IN;
      if (!isOurs && plugin.metadata().orElseThrow().provides().contains(STORE + ":" + wanted)) {
        try {
          if (plugin.answerer().orElseThrow() instanceof MixedAnswerer(Answerer coded, _, _)
              && coded instanceof ServiceAnswerer services) {
            return (TableCatalog) services.service(PluginType.CATALOG);
          }
          untrusted.add(plugin.name());
        } catch (PluginFailure e) {
          throw new CatalogUnreachable("plugin '" + plugin.name() + "' " + e.getMessage());
        }
      }
    }
    if (!untrusted.isEmpty()) {
      throw new CatalogUnreachable(
          "plugin '"
              + untrusted.getFirst()
              + "' is a catalog and would see secrets; name it in plugins.trusted of regauge.yaml");
    }
    return ServiceLoader.load(TableCatalog.class, PluginCatalogs.class.getClassLoader())
        .findFirst()
        .filter(_ -> wanted.equals(USUAL))
        .orElseThrow(() -> new CatalogUnreachable("no plugin provides " + STORE + ":" + wanted));
  }
}
