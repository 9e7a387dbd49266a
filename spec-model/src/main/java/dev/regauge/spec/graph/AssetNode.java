package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.TableSpec;
import java.util.List;
import java.util.Optional;

/**
 * An asset whose names are resolved.
 *
 * @param index its position in the file
 * @param path where it stands
 * @param partitionSet absent also when its name is wrong, which is reported already
 * @param upstream one edge for each asset that comes first, by key
 * @param outside one wait for each thing made elsewhere that comes first, by key
 * @param inputs what it reads, in the file's order
 * @param outputs what it writes, the implied output included, in the file's order
 */
public record AssetNode(
    int index,
    SpecPath path,
    AssetSpec spec,
    Optional<String> partitionSet,
    List<Edge> upstream,
    List<Outside> outside,
    List<Input> inputs,
    List<Output> outputs) {

  /** Returns the asset's key. */
  public String key() {
    return spec.key();
  }

  /** Returns the group: what is written, else the key's first segment. */
  public String group() {
    int slash = spec.key().indexOf('/');
    return spec.group().orElse(slash < 0 ? spec.key() : spec.key().substring(0, slash));
  }

  /**
   * A dependency on an asset.
   *
   * @param mapping what is written, or what follows from the two partition sets
   * @param path where the upstream asset is named
   */
  public record Edge(String upstream, MappingSpec mapping, boolean isRead, SpecPath path) {}

  /**
   * A dependency on something that is made elsewhere, which is no edge of this graph.
   *
   * @param mapping what is written, or what follows from the two partition sets
   * @param path where it is named
   */
  public record Outside(String external, MappingSpec mapping, boolean isRead, SpecPath path) {}

  /**
   * Something read; {@code asset} is absent for a table made elsewhere.
   *
   * @param external what it is of those things made elsewhere that have a key here
   * @param path the input as a whole
   */
  public record Input(
      Optional<String> asset,
      Optional<String> external,
      String table,
      String as,
      MappingSpec mapping,
      SpecPath path) {}

  /**
   * A table that the asset writes.
   *
   * @param path where it is written, or the asset's own place when it is implied
   */
  public record Output(String table, OutputSpec spec, SpecPath path) {

    /** Returns the layer: what is written, else it follows from the namespace. */
    public String layer() {
      return spec.layer().orElseGet(() -> TableSpec.layerOf(table));
    }
  }
}
