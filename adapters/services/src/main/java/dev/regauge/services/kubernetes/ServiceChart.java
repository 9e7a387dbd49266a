package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.chart.ChartObject;
import dev.regauge.services.chart.Hole;
import dev.regauge.spec.model.ServiceSpec.SetupSpec;
import dev.regauge.spec.model.ServiceSpec.VolumeSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects of one service, with the places that its values fill. */
record ServiceChart(Platform platform, Labels labels, Placed service) {
  private static final String POD = "/spec/template/spec";
  private static final String SCALED = "gt (int64 $service.maxReplicas) (max 1 $service.replicas)";

  /** Returns Helm's lines before the objects. */
  List<String> head() {
    List<String> lines = new ArrayList<>();
    lines.add("{{- $service := index .Values.services \"" + service.name() + "\" }}");
    lines.add("{{- if $service.enabled }}");
    lines.add(
        "{{- $env := include \"platform.env\" (dict \"service\" $service \"environment\""
            + " .Values.environment \"from\" "
            + new ServiceValues(platform, service).fromEnvironment()
            + ") }}");
    if (isScalable()) {
      lines.add("{{- if and (" + SCALED + ") (lt (int $service.replicas) 1) }}");
      lines.add(
          "{{- fail \"services."
              + service.name()
              + ".replicas is 0, and what scales never goes down to none: write 1, or maxReplicas 1"
              + " to switch it off\" }}");
      lines.add("{{- end }}");
    }
    return lines;
  }

  /** Returns Helm's lines after them. */
  List<String> foot() {
    return List.of("{{- end }}");
  }

  List<ChartObject> objects() {
    ServiceLowering lowering = new ServiceLowering(platform, labels, service);
    List<ChartObject> objects = new ArrayList<>();
    List<String> disks = service.spec().volumes().stream().map(VolumeSpec::name).toList();
    int claims = 0;
    for (HasMetadata each : lowering.before()) {
      ChartObject object = ChartObject.of(each);
      if (each instanceof PersistentVolumeClaim) {
        claim(object, "", disks.get(claims++));
      }
      objects.add(object);
    }
    objects.addAll(database());
    objects.add(workload(ChartObject.of(lowering.workload()), disks));
    if (isScalable()) {
      objects.add(
          ChartObject.of(lowering.scaler())
              .place("/spec/minReplicas", Hole.of("$service.replicas | int"))
              .place("/spec/maxReplicas", Hole.of("$service.maxReplicas | int"))
              .place(
                  "/spec/metrics/0/resource/target/averageUtilization",
                  Hole.of("$service.targetCpu | int"))
              .when(SCALED));
      objects.add(ChartObject.of(lowering.budget()).when("gt (int $service.replicas) 1"));
    }
    objects.add(ChartObject.of(new NetworkLowering(platform, labels).open(service)));
    DatabaseLowering.of(platform, labels, service)
        .ifPresent(database -> objects.add(ChartObject.of(database.policy())));
    return objects;
  }

  /** The release may go, or the service be switched off: its rows stay. */
  private List<ChartObject> database() {
    return DatabaseLowering.of(platform, labels, service).stream()
        .flatMap(database -> database.objects().stream())
        .map(
            object -> {
              SortedMap<String, String> annotations = new TreeMap<>();
              Optional.ofNullable(object.metadata().getAnnotations())
                  .ifPresent(annotations::putAll);
              annotations.put("helm.sh/resource-policy", "keep");
              object.metadata().setAnnotations(annotations);
              return object.spec() instanceof PostgresObjects.ClusterSpec
                  ? cluster(ChartObject.of(object))
                  : ChartObject.of(object);
            })
        .toList();
  }

  private static ChartObject cluster(ChartObject object) {
    return object
        .place("/spec/instances", Hole.of("$service.database.instances | int"))
        .place(
            "/spec/postgresql",
            Hole.block("dict \"synchronous\" (dict \"method\" \"any\" \"number\" 1) | toYaml")
                .when("gt (int $service.database.instances) 1"))
        .place("/spec/storage/size", Hole.text("$service.database.size"))
        .place(
            "/spec/storage/storageClass",
            Hole.text("$service.storageClass").when("$service.storageClass"));
  }

  private boolean isScalable() {
    return new ServiceValues(platform, service).isScalable();
  }

  private ChartObject workload(ChartObject object, List<String> disks) {
    Hole replicas = Hole.of("$service.replicas | int");
    // Where something scales it, its number is not the release's to set again.
    object.place("/spec/replicas", isScalable() ? replicas.when("not (" + SCALED + ")") : replicas);
    object.place(
        POD + "/imagePullSecrets",
        Hole.block("include \"platform.names\" $service.pullSecrets").when("$service.pullSecrets"));
    container(object, POD + "/containers/0", "$service.image");
    int number = 0;
    if (service.spec().database().isPresent()) {
      object.place(POD + "/initContainers/" + number++ + "/image", image("$.Values.waiter.image"));
    }
    for (String upstream : service.spec().dependsOn()) {
      if (!platform.service(upstream).isExternal()) {
        String at = POD + "/initContainers/" + number++;
        object.place(at + "/image", image("$.Values.waiter.image"));
      }
    }
    for (SetupSpec setup : service.spec().setup()) {
      String own = "(index $service.setup \"" + setup.name() + "\").image";
      container(
          object,
          POD + "/initContainers/" + number++,
          setup.image().isPresent() ? own : "$service.image");
    }
    if (service.isStateful()) {
      for (int i = 0; i < disks.size(); i++) {
        claim(object, "/spec/volumeClaimTemplates/" + i, disks.get(i));
      }
    }
    return object;
  }

  private void container(ChartObject object, String at, String image) {
    object.place(at + "/image", image(image));
    // A setup with an image of its own is pulled as that image's own policy says.
    if (image.equals("$service.image")) {
      object.place(at + "/imagePullPolicy", Hole.text("$service.pullPolicy"));
    }
    object.place(at + "/env", Hole.block("$env").when("$env"));
    object.place(at + "/resources", Hole.block("toYaml $service.resources"));
  }

  private static Hole image(String value) {
    return Hole.text("include \"platform.image\" " + value);
  }

  private static void claim(ChartObject object, String at, String disk) {
    object.place(
        at + "/spec/resources/requests/storage",
        Hole.text("index $service.storage \"" + disk + "\""));
    object.place(
        at + "/spec/storageClassName",
        Hole.text("$service.storageClass").when("$service.storageClass"));
  }
}
