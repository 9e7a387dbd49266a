package dev.regauge.plugins.api;

/** Adds an engine that queries run on: its resource, under the capability {@code query_engine}. */
public interface ComputePlugin extends SpecProvider {}
