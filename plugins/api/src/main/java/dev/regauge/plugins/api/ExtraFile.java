package dev.regauge.plugins.api;

/**
 * A text file for a bundle.
 *
 * @param path relative, with {@code /} between folders; a path that another file of the bundle has
 *     is refused
 */
public record ExtraFile(String path, String text) {}
