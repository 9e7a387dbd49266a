package dev.regauge.lineage.openlineage;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.RunPlan;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lineage of a product as its plan has it: for each asset one event about its job, what that
 * reads and what it writes. Names, namespaces and facets are those that the steps tell of when they
 * run (docs/lineage.md), so a server has one graph before the first run and after it.
 */
public final class PlannedLineage {
  private final ExecutionPlan plan;
  private final Instant at;
  private final LineageSettings settings;
  private final OpenLineage events;
  private final Datasets datasets;

  private PlannedLineage(ExecutionPlan plan, Instant at) {
    this.at = at;
    this.plan = plan;
    this.settings = LineageSettings.of(plan);
    this.events = new OpenLineage(settings.producer());
    this.datasets = new Datasets(plan, settings, events);
  }

  /**
   * Returns the lineage of a plan.
   *
   * @param at the time of the events: OpenLineage asks each for one
   */
  public static PlannedLineage of(ExecutionPlan plan, Instant at) {
    return new PlannedLineage(plan, at);
  }

  /**
   * Returns a {@code JobEvent} of OpenLineage 2-0-2 for each asset, in the order of their keys,
   * each as JSON without a line break.
   */
  public List<String> lines() {
    return events().map(OpenLineageClientUtils::toJson).toList();
  }

  /**
   * Posts the events to a server, one after the other, and returns how many there were.
   *
   * @param server its address; without a path it gets {@code /api/v1/lineage}
   * @throws IOException when it does not take one, with its reason
   */
  public int sendTo(URI server) throws IOException {
    List<OpenLineage.JobEvent> all = events().toList();
    new LineageServer(server).take(all);
    return all.size();
  }

  private Stream<OpenLineage.JobEvent> events() {
    return plan.assets().stream().sorted(Comparator.comparing(AssetPlan::key)).map(this::event);
  }

  private OpenLineage.JobEvent event(AssetPlan asset) {
    return events
        .newJobEventBuilder()
        .eventTime(at.atZone(ZoneOffset.UTC))
        .job(
            events
                .newJobBuilder()
                .namespace(settings.namespace())
                .name(asset.key().replace('/', '.'))
                .facets(facets(asset))
                .build())
        .inputs(datasets.inputs(asset))
        .outputs(datasets.outputs(asset))
        .build();
  }

  private OpenLineage.JobFacets facets(AssetPlan asset) {
    OpenLineage.JobFacetsBuilder facets = events.newJobFacetsBuilder();
    if (settings.tells("sql") && asset.run() instanceof RunPlan.Sql sql) {
      facets.sql(events.newSQLJobFacetBuilder().query(sql.query()).build());
    }
    if (settings.tells("ownership") && !asset.owners().isEmpty()) {
      facets.ownership(
          events
              .newOwnershipJobFacetBuilder()
              .owners(
                  asset.owners().stream()
                      .map(owner -> events.newOwnershipJobFacetOwnersBuilder().name(owner).build())
                      .toList())
              .build());
    }
    return facets.build();
  }
}
