package dev.regauge.plugins.scaffold;

import dev.regauge.plugins.api.PluginType;

/** What a plugin is written in. */
public enum Language {
  java,
  yaml,
  python;

  /** Whether a plugin of that type can be written in it. */
  public boolean can(PluginType type) {
    return switch (type) {
      case ORCHESTRATOR, CATALOG, SEMANTIC, COMMAND -> this == java;
      case EXTENSION,
          ASSET,
          RESOURCE,
          SOURCE,
          COMPUTE,
          QUALITY,
          TRANSFORM,
          SERVICE,
          HOOK,
          SECRETS,
          CHARTS ->
          true;
    };
  }
}
