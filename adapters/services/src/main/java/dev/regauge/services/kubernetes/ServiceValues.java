package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.ServiceDatabase;
import dev.regauge.services.Setting;
import dev.regauge.services.Settings;
import dev.regauge.services.chart.ChartImages;
import dev.regauge.services.chart.ChartValues;
import dev.regauge.services.chart.Schema;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.SetupSpec;
import dev.regauge.spec.model.ServiceSpec.VolumeSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of a service is a value of its chart: what environments and clusters differ in. */
record ServiceValues(Platform platform, Placed service) {
  /** As many as an environment of a product may say. */
  private static final long MOST_REPLICAS = 1000;

  /** As many as a service's file may say. */
  private static final long MOST_INSTANCES = 9;

  private static final String CLASS = "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?$";

  /** Adds them below {@code services.<name>}. */
  void addTo(ChartValues values) {
    ServiceSpec spec = service.spec();
    add(values, "enabled", Schema.bool("Whether the service is there.", true));
    addImage(values, at("image"), spec.image().orElseThrow());
    ImageSpec image = spec.image().orElseThrow();
    add(values, "pullPolicy", ChartImages.pullPolicy(image.pullPolicy().orElse("IfNotPresent")));
    add(values, "pullSecrets", ChartImages.pullSecrets(image.pullSecrets()));
    for (SetupSpec setup : spec.setup()) {
      setup.image().ifPresent(own -> addImage(values, at("setup", setup.name(), "image"), own));
    }
    addReplicas(values);
    add(
        values,
        "resources",
        Schema.resources(
            "What each of its containers asks for.",
            new Schema.Amounts(Optional.of("100m"), Optional.of("256Mi")),
            new Schema.Amounts(Optional.empty(), Optional.empty())));
    for (VolumeSpec volume : spec.volumes()) {
      values.add(
          at("storage", volume.name()),
          Schema.quantity("How large this disk is.", volume.size().orElse(PodFiles.SMALL)));
    }
    ServiceDatabase.of(service).ifPresent(database -> addDatabase(values, database));
    if (!spec.volumes().isEmpty() || spec.database().isPresent()) {
      add(
          values,
          "storageClass",
          Schema.text("The class of its disks; the cluster's own when empty.", CLASS, ""));
    }
    addVariables(values);
  }

  private void addDatabase(ChartValues values, ServiceDatabase database) {
    values.add(
        at("database", "instances"),
        Schema.number(
            "How many servers hold its database.",
            1,
            MOST_INSTANCES,
            database.spec().instances().orElseThrow()));
    values.add(
        at("database", "size"),
        Schema.quantity(
            "How large the disk of each of them is.", database.spec().size().orElseThrow()));
  }

  private void addReplicas(ChartValues values) {
    long most = isScalable() ? MOST_REPLICAS : 1;
    add(
        values,
        "replicas",
        Schema.number("How many there are at least.", 0, most, platform.replicas(service)));
    if (isScalable()) {
      add(
          values,
          "maxReplicas",
          Schema.number(
              "How many there are at most, under load; not scaled when not above replicas.",
              1,
              most,
              // Not what the platform has at most: an environment may have fewer than others.
              service.spec().replicas().flatMap(ServiceSpec.ReplicasSpec::max).orElse(1)));
      add(
          values,
          "targetCpu",
          Schema.number(
              "The use of requested CPU that scaling aims at, in percent.",
              1,
              100,
              service
                  .spec()
                  .replicas()
                  .flatMap(ServiceSpec.ReplicasSpec::targetCpu)
                  .orElse(ServiceLowering.USUAL_LOAD)));
    }
  }

  /** Whether there may be several: the pods of a deployment would share one disk. */
  boolean isScalable() {
    return service.isStateful() || service.spec().volumes().isEmpty();
  }

  private void addVariables(ChartValues values) {
    SortedMap<String, String> known = new TreeMap<>();
    SortedMap<String, Setting.FromSecret> secrets = new TreeMap<>();
    for (Map.Entry<String, Value> variable : ServiceDatabase.variables(service).entrySet()) {
      switch (Settings.of(variable.getValue(), platform)) {
        case Setting.Known(String text) -> known.put(variable.getKey(), text);
        case Setting.FromSecret secret -> secrets.put(variable.getKey(), secret);
        case Setting.FromVariable _ -> {}
      }
    }
    add(
        values,
        "env",
        Schema.variables("Its variables. No secret stands here.", known, secrets.keySet()));
    secrets.forEach(
        (name, secret) ->
            values.add(
                at("secrets", name),
                Schema.secret(
                    "Where this secret lies.", new Schema.Place(secret.name(), secret.key()))));
  }

  /** Returns Helm's list of the variables that are values of an environment. */
  String fromEnvironment() {
    StringBuilder list = new StringBuilder("(dict");
    for (Map.Entry<String, Value> variable : ServiceDatabase.variables(service).entrySet()) {
      if (Settings.of(variable.getValue(), platform) instanceof Setting.FromVariable(String key)) {
        list.append(" \"").append(variable.getKey()).append("\" \"").append(key).append('"');
      }
    }
    return list.append(')').toString();
  }

  private void addImage(ChartValues values, List<String> at, ImageSpec image) {
    ChartImages.add(
        values,
        at,
        Settings.of(image.repository(), platform) instanceof Setting.Known(String text) ? text : "",
        image.tag().orElse(""),
        image.digest().orElse(""));
  }

  private void add(ChartValues values, String name, Schema what) {
    values.add(at(name), what);
  }

  private List<String> at(String... names) {
    List<String> path = new java.util.ArrayList<>(List.of("services", service.name()));
    path.addAll(List.of(names));
    return path;
  }
}
