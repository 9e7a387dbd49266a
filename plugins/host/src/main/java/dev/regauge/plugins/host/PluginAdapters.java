package dev.regauge.plugins.host;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.child.RemoteAdapter;
import java.util.ArrayList;
import java.util.List;

/** The orchestrator adapters that plugins of the project bring. */
public final class PluginAdapters {
  private PluginAdapters() {}

  /** Returns them; one that does not say who it is is left out, which {@code check} reports. */
  public static List<OrchestratorAdapter<?>> of(PluginRegistry registry) {
    List<OrchestratorAdapter<?>> adapters = new ArrayList<>();
    for (Plugin plugin : registry.of(PluginType.ORCHESTRATOR)) {
      if (plugin.form() == Plugin.Form.BUILT_IN) {
        continue; // found where the generator's own are
      }
      try {
        adapters.add(adapter(plugin));
      } catch (PluginFailure e) {
        registry.report(PluginCodes.failed(plugin.name(), String.valueOf(e.getMessage())));
      }
    }
    return adapters;
  }

  private static OrchestratorAdapter<?> adapter(Plugin plugin) throws PluginFailure {
    Answerer answerer = plugin.answerer().orElseThrow();
    if (answerer instanceof MixedAnswerer(Answerer coded, _, _)
        && coded instanceof ServiceAnswerer services) {
      return (OrchestratorAdapter<?>) services.service(PluginType.ORCHESTRATOR);
    }
    return RemoteAdapter.of(plugin.name(), answerer);
  }
}
