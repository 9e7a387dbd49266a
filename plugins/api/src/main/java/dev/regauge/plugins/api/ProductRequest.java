package dev.regauge.plugins.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider is asked with.
 *
 * @param product the product's name; may be empty where the product says none
 * @param config the plugin's own settings in the project
 */
public record ProductRequest(String product, ObjectNode config) {}
