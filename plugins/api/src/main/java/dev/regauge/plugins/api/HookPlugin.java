package dev.regauge.plugins.api;

/** Adds hooks on the events of steps. */
public interface HookPlugin extends SpecProvider {}
