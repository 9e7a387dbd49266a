package dev.regauge.plugins.api;

/** Adds resources that steps are handed. */
public interface ResourceProvider extends SpecProvider {}
