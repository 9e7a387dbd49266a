package dev.regauge.spec.resolve;

import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.source.ReferencedFiles;
import dev.regauge.spec.source.SourceMap;

/**
 * A product whose every field with a default has a value.
 *
 * @param product the completed records: an {@code Optional} is empty only where the spec knows no
 *     default
 * @param origins where each value came from
 * @param sources where everything is written
 * @param files the files that the product names
 */
public record ResolvedSpec(
    ProductSpec product, Origins origins, SourceMap sources, ReferencedFiles files) {}
