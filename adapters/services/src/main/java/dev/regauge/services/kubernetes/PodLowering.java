package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.Seconds;
import dev.regauge.services.ServiceDatabase;
import dev.regauge.services.Setting;
import dev.regauge.services.Settings;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.Exec;
import dev.regauge.spec.model.ServiceSpec.HealthSpec;
import dev.regauge.spec.model.ServiceSpec.Http;
import dev.regauge.spec.model.ServiceSpec.SetupSpec;
import dev.regauge.spec.model.ServiceSpec.Tcp;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pod of a service: restricted, waiting for what it depends on, then set up, then running. */
record PodLowering(Platform platform, Placed service) {
  /** What waits for another service's port: the smallest image that can. */
  static final String WAITER = "docker.io/library/busybox:1.37.0";

  /** ConfigMap of the values of the environment, where none was named. */
  static final String VALUES = "services-env";

  private static final int LONGEST_CONTAINER = 63;

  PodTemplateSpec template(Labels labels) {
    ServiceSpec spec = service.spec();
    PodUser user = PodUser.of(spec.user()).orElseThrow();
    List<Container> before = new ArrayList<>(waiters());
    for (SetupSpec setup : spec.setup()) {
      before.add(setup(setup));
    }
    var meta = labels.meta(service, service.name());
    Map<String, String> annotations = new TreeMap<>(PodFiles.annotations(platform, service));
    if (meta.getAnnotations() != null) {
      annotations.putAll(meta.getAnnotations());
    }
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(meta.getLabels())
        .withAnnotations(annotations.isEmpty() ? null : annotations)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(service.name())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(user.user())
        .withRunAsGroup(user.group())
        .withFsGroup(user.group())
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withImagePullSecrets(pullSecrets())
        .withInitContainers(before)
        .withContainers(main())
        .withVolumes(PodFiles.volumes(service))
        .endSpec()
        .build();
  }

  private List<LocalObjectReference> pullSecrets() {
    return service.spec().image().map(ImageSpec::pullSecrets).orElse(List.of()).stream()
        .map(LocalObjectReference::new)
        .toList();
  }

  private Container main() {
    ServiceSpec spec = service.spec();
    ContainerBuilder container =
        of(service.name(), spec.image().orElseThrow())
            .withCommand(KubernetesText.of(spec.entrypoint().orElse(List.of())))
            .withArgs(KubernetesText.of(spec.command().orElse(List.of())));
    for (ServiceSpec.ServicePortSpec port : spec.ports()) {
      container
          .addNewPort()
          .withName(port.name())
          .withContainerPort(port.container())
          .withProtocol("TCP")
          .endPort();
    }
    spec.health().ifPresent(health -> container.withReadinessProbe(probe(health)));
    return container.build();
  }

  private Container setup(SetupSpec setup) {
    ImageSpec image = setup.image().or(() -> service.spec().image()).orElseThrow();
    return of(containerName("setup-" + setup.name()), image)
        .withCommand(KubernetesText.of(setup.command()))
        .build();
  }

  private ContainerBuilder of(String name, ImageSpec image) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(reference(image))
        .withImagePullPolicy(image.pullPolicy().orElse("IfNotPresent"))
        .withEnv(environment())
        .withNewResources()
        .withRequests(
            new TreeMap<>(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("256Mi"))))
        .endResources()
        .withSecurityContext(closed())
        .withVolumeMounts(PodFiles.mounts(service));
  }

  /** A Service sends nobody to pods that are not ready: whoever connects sees a well one. */
  private List<Container> waiters() {
    List<Container> waiters = new ArrayList<>();
    ServiceDatabase.of(service)
        .ifPresent(
            database ->
                waiters.add(waiter(database.cluster(), database.primary(), ServiceDatabase.PORT)));
    for (String name : service.spec().dependsOn()) {
      Placed upstream = platform.service(name);
      if (upstream.isExternal()) {
        continue;
      }
      waiters.add(waiter(name, name, upstream.spec().ports().getFirst().service().orElseThrow()));
    }
    return waiters;
  }

  private static Container waiter(String name, String host, int port) {
    // Not every busybox has -z, and -e must come last.
    String wait = "until nc -w 2 " + host + " " + port + " -e true; do sleep 2; done";
    return new ContainerBuilder()
        .withName(containerName("wait-for-" + name))
        .withImage(WAITER)
        .withImagePullPolicy("IfNotPresent")
        .withCommand("sh", "-c", wait)
        .withNewResources()
        .withRequests(
            new TreeMap<>(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi"))))
        .endResources()
        .withSecurityContext(closed())
        .build();
  }

  private static String containerName(String name) {
    return name.length() <= LONGEST_CONTAINER
        ? name
        : name.substring(0, LONGEST_CONTAINER).replaceAll("-+$", "");
  }

  private static SecurityContext closed() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private String reference(ImageSpec image) {
    return reference(image, platform);
  }

  /** Returns an image as a pod names it. */
  static String reference(ImageSpec image, Platform platform) {
    String repository =
        Settings.of(image.repository(), platform) instanceof Setting.Known(String text) ? text : "";
    return repository
        + image.tag().map(tag -> ":" + tag).orElse("")
        + image.digest().map(digest -> "@" + digest).orElse("");
  }

  private List<EnvVar> environment() {
    List<EnvVar> variables = new ArrayList<>();
    ServiceDatabase.variables(service)
        .forEach((name, value) -> variables.add(variable(name, Settings.of(value, platform))));
    return variables;
  }

  private static EnvVar variable(String name, Setting setting) {
    EnvVarBuilder variable = new EnvVarBuilder().withName(name);
    return switch (setting) {
      case Setting.Known(String text) -> variable.withValue(KubernetesText.of(text)).build();
      case Setting.FromVariable(String key) ->
          variable
              .withNewValueFrom()
              .withNewConfigMapKeyRef(key, VALUES, false)
              .endValueFrom()
              .build();
      case Setting.FromSecret(String secret, String key, _) ->
          variable
              .withNewValueFrom()
              .withNewSecretKeyRef(key, secret, false)
              .endValueFrom()
              .build();
    };
  }

  /** Ill is not dead: an ill service gets no calls, as in compose, and is not started again. */
  private static Probe probe(HealthSpec health) {
    ProbeBuilder probe =
        new ProbeBuilder()
            .withInitialDelaySeconds(Seconds.of(health.initialDelay()))
            .withPeriodSeconds(Math.max(1, Seconds.of(health.period())))
            .withTimeoutSeconds(Math.max(1, Seconds.of(health.timeout())))
            .withFailureThreshold(health.retries().orElseThrow());
    return switch (health.probe()) {
      case Http(String path, int port) ->
          probe
              .withNewHttpGet()
              .withPath(path)
              .withPort(new IntOrString(port))
              .endHttpGet()
              .build();
      case Tcp(int port) ->
          probe.withNewTcpSocket().withPort(new IntOrString(port)).endTcpSocket().build();
      case Exec(List<String> command) ->
          probe.withNewExec().withCommand(KubernetesText.of(command)).endExec().build();
    };
  }
}
