package dev.regauge.plugins.api;

import java.util.List;

/** Adds to a product what its author could have written, as if it were included. */
public interface SpecProvider {

  /** Returns the pieces; each may hold only the fields of the provider's kind. */
  List<SpecText> provide(ProductRequest request);
}
