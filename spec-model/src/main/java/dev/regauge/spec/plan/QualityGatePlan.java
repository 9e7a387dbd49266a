package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;

/** What the checks of a product must reach; percentages. */
public record QualityGatePlan(
    String tier,
    double minTestCoverage,
    List<String> requiredTests,
    double minScore,
    Optional<Double> warnScore,
    String action) {}
