package dev.regauge.adapters.airflow.model;

import dev.regauge.spec.model.Value;
import java.util.SortedMap;

/**
 * An asset as Airflow's asset, told apart by name and URI in the whole deployment.
 *
 * @param key the asset's key in the plan
 * @param name for example {@code climate_weather/silver/days}
 * @param extra kinds, tags, owners and metadata, as far as there are any
 */
public record AirflowAsset(
    String key,
    String identifier,
    String name,
    String uri,
    String group,
    SortedMap<String, Value> extra) {}
