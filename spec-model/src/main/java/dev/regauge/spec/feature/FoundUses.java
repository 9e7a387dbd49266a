package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the uses of features. */
final class FoundUses {

  /**
   * What tells something to people, or says where a step runs, and changes nothing that it makes.
   */
  private static final Set<Feature> OPTIONAL =
      EnumSet.of(
          Feature.ASSET_DESCRIPTION,
          Feature.ASSET_GROUP,
          Feature.ASSET_OWNERS,
          Feature.ASSET_KINDS,
          Feature.ASSET_TAGS,
          Feature.ASSET_METADATA,
          Feature.ASSET_RENAME,
          Feature.JOB_RENAME,
          Feature.JOB_TAGS,
          Feature.LABELS,
          Feature.CATALOG_CLAIMS,
          Feature.CHECK_DIMENSION,
          Feature.CHECK_WEIGHT,
          Feature.TABLE_LAYER,
          Feature.COLUMN_LINEAGE,
          Feature.CLASSIFICATION,
          Feature.OUTPUT_PORT,
          Feature.PRODUCT_MODE,
          Feature.JOB_HISTORY,
          Feature.COMPUTE,
          Feature.CODE_IMAGE,
          Feature.LINEAGE,
          Feature.TELEMETRY);

  /** Where the steps of every target find a secret. */
  private static final Set<String> SOURCES =
      new TreeSet<>(Set.of(Value.SecretRef.KUBERNETES, Value.SecretRef.ENVIRONMENT));

  private static final Comparator<FeatureUse> ORDER =
      Comparator.comparing(FeatureUse::address).thenComparing(FeatureUse::feature);

  private final List<FeatureUse> uses = new ArrayList<>();

  void add(Feature feature, String address, SpecPath path, UsedValues values) {
    uses.add(new FeatureUse(feature, address, path, values.sorted(), OPTIONAL.contains(feature)));
  }

  void add(Feature feature, String address, SpecPath path) {
    add(feature, address, path, UsedValues.none());
  }

  /** Adds each secret that the values hold, at the member that holds it. */
  void addSecrets(Map<String, Value> values, String address, SpecPath path) {
    values.forEach((name, value) -> addSecret(value, address + "[" + name + "]", path.entry(name)));
  }

  /** Adds each secret that a value holds. */
  void addSecret(Value value, String address, SpecPath path) {
    switch (value) {
      case Value.SecretRef secret -> {
        UsedValues values =
            UsedValues.none()
                .with("name", secret.name())
                .with("key", secret.key())
                .with("source", secret.source());
        add(Feature.SECRET, address, path, values);
        if (!SOURCES.contains(secret.source())) {
          add(Feature.SECRET_STORE, address, path, values);
        }
      }
      case Value.Mapping mapping -> addSecrets(mapping.entries(), address, path);
      case Value.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          addSecret(sequence.items().get(i), address + "[" + i + "]", path.at(i));
        }
      }
      case Value.Text _,
          Value.Number _,
          Value.Bool _,
          Value.Nothing _,
          Value.EnvironmentRef _,
          Value.ServiceRef _ -> {}
    }
  }

  List<FeatureUse> sorted() {
    return uses.stream().sorted(ORDER).toList();
  }
}
