package dev.regauge.plugins.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle is made of.
 *
 * @param adapter the adapter's id
 * @param version the target's version
 * @param plan {@code plan.json} (docs/contracts/plan.md)
 * @param config the plugin's own settings in the project
 */
public record BundleRequest(
    String adapter, String target, String version, ObjectNode plan, ObjectNode config) {}
