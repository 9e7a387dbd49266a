package dev.regauge.plugins.api;

import java.util.List;

/** Adds the models of a semantic layer: each is a query that becomes an asset of the product. */
public interface SemanticProvider {

  /** Returns the models. */
  List<SemanticModel> models(ProductRequest request);

  /**
   * A model.
   *
   * @param name becomes the asset {@code semantic/NAME}
   * @param inputs the keys of the assets that the query reads
   */
  record SemanticModel(String name, String description, String sql, List<String> inputs) {
    public SemanticModel {
      inputs = List.copyOf(inputs);
    }
  }
}
