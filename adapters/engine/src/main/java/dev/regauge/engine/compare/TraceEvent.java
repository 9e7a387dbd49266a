package dev.regauge.engine.compare;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One line of a trace.
 *
 * @param kind asset, check or table; others are read and not compared
 * @param isEvidence whether the engine's own store says so, and not the runtime's word alone
 * @param partition the asset's partition key, {@code -} for an unpartitioned asset
 * @param runPartition the run's partition key, {@code -} for none; an unpartitioned asset has one
 *     result in each run
 * @param start absent when the step never began
 * @param rows of a table event, in the reader's order
 */
record TraceEvent(
    String kind,
    String runner,
    boolean isEvidence,
    String runKey,
    String asset,
    String partition,
    String runPartition,
    int attempt,
    String status,
    Optional<OffsetDateTime> start,
    Optional<OffsetDateTime> end,
    String check,
    String table,
    List<String> columns,
    List<JsonNode> rows) {}
