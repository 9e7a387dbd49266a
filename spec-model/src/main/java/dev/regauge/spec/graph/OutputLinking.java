package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what each asset writes, and who writes each table. */
final class OutputLinking {

  private final ProductSpec product;
  private final List<List<AssetNode.Output>> outputs = new ArrayList<>();
  private final Map<String, Integer> producers = new LinkedHashMap<>();
  private final NamePlaces tables = new NamePlaces();

  OutputLinking(ProductSpec product) {
    this.product = product;
    for (int i = 0; i < product.assets().size(); i++) {
      List<AssetNode.Output> written =
          outputsOf(product.assets().get(i), SpecPath.of("assets").at(i));
      outputs.add(written);
      for (AssetNode.Output output : written) {
        producers.putIfAbsent(output.table(), i);
        tables.declare(output.table(), output.path().field("table"));
      }
    }
    for (int i = 0; i < product.tables().size(); i++) {
      SpecPath place = SpecPath.of("tables").at(i).field("name");
      tables.declare(product.tables().get(i).name(), place);
    }
    product
        .external()
        .forEach(
            (name, external) ->
                external
                    .table()
                    .ifPresent(
                        table -> {
                          SpecPath place = SpecPath.of("external").entry(name).field("table");
                          tables.declare(table, place);
                        }));
  }

  /** Returns what the n-th asset writes. */
  List<AssetNode.Output> ofAsset(int index) {
    return outputs.get(index);
  }

  /** Returns the key of the asset that writes a table; of two the first one written. */
  Optional<String> producerOf(String table) {
    return Optional.ofNullable(producers.get(table)).map(i -> product.assets().get(i).key());
  }

  /** Returns where each table is declared. */
  NamePlaces tables() {
    return tables;
  }

  /** One table named after the key for most kinds of runs, unless the asset says otherwise. */
  private List<AssetNode.Output> outputsOf(AssetSpec asset, SpecPath path) {
    if (asset.outputs().isEmpty()) {
      String table = tableOf(asset.key());
      if (asset.run() instanceof RunSpec.Dbt group && group.isGroup() && group.makesATable()) {
        String namespace = table.substring(0, table.lastIndexOf('.') + 1);
        return group.models().stream()
            .map(RunSpec.Dbt::tableOf)
            .distinct()
            .map(name -> new AssetNode.Output(namespace + name, OutputSpec.UNSAID, path))
            .toList();
      }
      return asset.run().makesATable()
          ? List.of(new AssetNode.Output(table, OutputSpec.UNSAID, path))
          : List.of();
    }
    List<AssetNode.Output> written = new ArrayList<>();
    List<OutputSpec> specs = asset.outputs().get();
    for (int i = 0; i < specs.size(); i++) {
      String table = specs.get(i).table().orElseGet(() -> tableOf(asset.key()));
      written.add(new AssetNode.Output(table, specs.get(i), path.field("outputs").at(i)));
    }
    return List.copyOf(written);
  }

  private String tableOf(String key) {
    return key.indexOf('/') < 0
        ? product.metadata().name().replace('-', '_') + "." + key
        : key.replace('/', '.');
  }
}
