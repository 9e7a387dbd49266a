package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An Iceberg catalog; {@code uri}, {@code warehouse}, {@code credential} are values.
 *
 * @param targets the engines that use it
 */
public record CatalogSpec(
    @Choice({"rest", "polaris", "glue", "hive", "nessie", "jdbc", "memory"}) String type,
    Optional<Value> uri,
    Optional<Value> warehouse,
    Optional<Value> credential,
    @Format(TextFormat.NAME) List<String> targets,
    @Choice({"branches", "views", "multi_table_commit"}) List<String> capabilities,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> properties,
    @JsonProperty("default") Optional<Boolean> isDefault) {}
