package dev.regauge.plugins.api;

/** Adds assets, with the tables and partition sets that they need. */
public interface AssetProvider extends SpecProvider {}
