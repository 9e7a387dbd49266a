package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.ProductSpec;
import java.util.Optional;

/**
 * What was read of a product: its records, where they are written, and the files they name.
 *
 * @param product absent when something is wrong with it, which is then reported
 * @param otherKind present when the file is a service or a topic, which has no product
 * @param partial present when something is wrong with parts of the product only
 */
public record SpecDocument(
    Optional<ProductSpec> product,
    Optional<OtherKind> otherKind,
    SourceMap sources,
    ReferencedFiles files,
    Optional<PartialProduct> partial) {

  /** A kind of file that stands for no product. */
  public record OtherKind(String kind, Span at) {

    /** Returns the finding for a command that needs a product. */
    public Diagnostic noProduct() {
      return IncludeProblems.noProduct(kind, at);
    }
  }
}
