package dev.regauge.spec.graph;

import dev.regauge.spec.model.DbtManifest;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The node of a dbt project that an asset makes.
 *
 * @param reads the product's table behind each node and source that it and its tests read, by
 *     unique id
 * @param after the assets that make what it and its tests read in the same warehouse
 * @param apart what they read and an asset makes elsewhere than this model is built, by unique id
 * @param unmet what they read and nothing here makes or declares, by unique id
 * @param tests those that are the asset's checks, by unique id
 */
public record DbtModel(
    String asset,
    DbtManifest.Node node,
    SortedMap<String, String> reads,
    SortedSet<String> after,
    List<String> apart,
    List<String> unmet,
    List<DbtManifest.Node> tests) {}
