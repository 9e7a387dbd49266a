package dev.regauge.engine.compare;

import java.util.List;

/** What one runner did, by its own store and its steps' words. */
public record Trace(String runner, String file, List<TraceEvent> events) {}
