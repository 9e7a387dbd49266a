package dev.regauge.spec.source;

import dev.regauge.spec.model.ProductSpec;
import java.util.Optional;

/**
 * What was read of a product: its records, where they are written, and the files they name.
 *
 * @param product absent when something is wrong with it, which is then reported
 */
public record SpecDocument(
    Optional<ProductSpec> product, SourceMap sources, ReferencedFiles files) {}
