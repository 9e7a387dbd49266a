package dev.regauge.plugins.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * What stands where a step is named.
 *
 * @param name the name, one of those that the plugin provides
 * @param settings what the author wrote with it
 */
public record StepRequest(String name, ObjectNode settings) {}
