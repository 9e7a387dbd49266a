package dev.regauge.services.compose;

import static dev.regauge.services.compose.ComposeFile.orEmpty;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.ServiceDatabase;
import dev.regauge.services.Settings;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.BuildSpec;
import dev.regauge.spec.model.ServiceSpec.ServiceHookSpec;
import dev.regauge.spec.model.ServiceSpec.SetupSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Services as containers of compose. Setups and hooks are containers of their own, which end:
 * {@code trino-setup-schema} before the service, {@code trino-hook-warm} when it is well.
 */
final class ComposeLowering {

  /** The product's folder, in which images are built. */
  static final String ROOT = "REGAUGE_PRODUCT_ROOT";

  /** Files of a service lie below this folder of the output. */
  static final String FILES = "files/";

  private static final String HEALTHY = "service_healthy";
  private static final String STARTED = "service_started";
  private static final String COMPLETED = "service_completed_successfully";

  private final Platform platform;
  private final ComposeProfiles profiles;
  private final SortedMap<String, ComposeFile.Service> made = new TreeMap<>();
  private final SortedMap<String, ComposeFile.Volume> volumes = new TreeMap<>();

  ComposeLowering(Platform platform) {
    this.platform = platform;
    this.profiles = ComposeProfiles.of(platform);
  }

  ComposeFile lower() {
    for (Placed service : platform.services()) {
      if (!service.isExternal()) {
        lower(service);
      }
    }
    return new ComposeFile(platform.product(), made, volumes);
  }

  /** Returns the names of the containers that a service has beside its own. */
  static List<String> helpers(Placed service) {
    List<String> names = new ArrayList<>(databases(service));
    service.spec().setup().forEach(setup -> names.add(setupName(service, setup)));
    hooks(service).forEach(hook -> names.add(hookName(service, hook)));
    return names;
  }

  /** Returns the names of all its containers in the order in which they start. */
  static List<String> programs(Placed service) {
    List<String> names = new ArrayList<>(databases(service));
    service.spec().setup().forEach(setup -> names.add(setupName(service, setup)));
    names.add(service.name());
    hooks(service).forEach(hook -> names.add(hookName(service, hook)));
    return names;
  }

  private static List<String> databases(Placed service) {
    return ServiceDatabase.of(service)
        .map(database -> List.of(database.cluster(), ComposeDatabase.maker(database)))
        .orElse(List.of());
  }

  private static String setupName(Placed service, SetupSpec setup) {
    return service.name() + "-setup-" + setup.name();
  }

  private static String hookName(Placed service, ServiceHookSpec hook) {
    return service.name() + "-hook-" + hook.name();
  }

  private static List<ServiceHookSpec> hooks(Placed service) {
    return service.spec().hooks().map(ServiceSpec.ServiceHooksSpec::postStart).orElse(List.of());
  }

  private void lower(Placed service) {
    SortedMap<String, ComposeFile.Dependency> waits = waits(service);
    ComposeDatabase.of(platform, service).ifPresent(database -> lower(service, database, waits));
    SortedMap<String, ComposeFile.Dependency> before = waits;
    for (SetupSpec setup : service.spec().setup()) {
      String name = setupName(service, setup);
      made.put(name, helper(service, setup.image(), setup.command(), before));
      before = new TreeMap<>(before);
      before.put(name, new ComposeFile.Dependency(COMPLETED));
    }
    made.put(service.name(), main(service, before));
    SortedMap<String, ComposeFile.Dependency> well = new TreeMap<>();
    well.put(service.name(), new ComposeFile.Dependency(HEALTHY));
    for (ServiceHookSpec hook : hooks(service)) {
      made.put(hookName(service, hook), helper(service, Optional.empty(), hook.command(), well));
    }
  }

  /** Adds the containers of a database, and what the service waits for. */
  private void lower(
      Placed service, ComposeDatabase database, SortedMap<String, ComposeFile.Dependency> before) {
    Optional<ImageSpec> image = Optional.of(database.image());
    List<String> used = profiles.of(service);
    String server = database.database().cluster();
    String maker = ComposeDatabase.maker(database.database());
    made.put(server, database.server(image(image), pullPolicy(image), used));
    SortedMap<String, ComposeFile.Dependency> served = new TreeMap<>();
    served.put(server, new ComposeFile.Dependency(HEALTHY));
    made.put(maker, database.made(image(image), pullPolicy(image), used, served));
    volumes.put(
        database.disk(), new ComposeFile.Volume(platform.product() + "-" + database.disk()));
    before.putAll(served);
    before.put(maker, new ComposeFile.Dependency(COMPLETED));
  }

  private SortedMap<String, ComposeFile.Dependency> waits(Placed service) {
    SortedMap<String, ComposeFile.Dependency> waits = new TreeMap<>();
    for (String name : service.spec().dependsOn()) {
      Placed upstream = platform.service(name);
      if (!upstream.isExternal()) {
        boolean isTold = upstream.spec().health().isPresent();
        waits.put(name, new ComposeFile.Dependency(isTold ? HEALTHY : STARTED));
      }
    }
    return waits;
  }

  private ComposeFile.Service main(
      Placed service, SortedMap<String, ComposeFile.Dependency> before) {
    ServiceSpec spec = service.spec();
    int replicas = platform.replicas(service);
    SortedMap<String, String> labels = new TreeMap<>(spec.metadata().labels());
    labels.putAll(spec.labels());
    labels.replaceAll((_, text) -> ComposeText.of(text));
    return new ComposeFile.Service(
        image(spec.image()),
        pullPolicy(spec.image()),
        spec.build().map(ComposeLowering::build).orElse(null),
        profiles.of(service),
        orEmpty(spec.restart()),
        ComposeText.of(orEmpty(spec.user())),
        ComposeText.of(spec.entrypoint().orElse(List.of())),
        ComposeText.of(spec.command().orElse(List.of())),
        ComposeDatabase.environment(platform, service),
        replicas == 1 ? ports(spec) : List.of(),
        replicas == 1 ? List.of() : exposed(spec),
        mounts(service),
        spec.health().map(ComposeHealth::of).orElse(null),
        before,
        replicas == 1 ? null : new ComposeFile.Deploy(replicas),
        labels);
  }

  /** A container that does one thing of a service's and ends. */
  private ComposeFile.Service helper(
      Placed service,
      Optional<ImageSpec> image,
      List<String> command,
      SortedMap<String, ComposeFile.Dependency> after) {
    ServiceSpec spec = service.spec();
    Optional<ImageSpec> used = image.or(spec::image);
    return new ComposeFile.Service(
        image(used),
        pullPolicy(used),
        image.isPresent() ? null : spec.build().map(ComposeLowering::build).orElse(null),
        profiles.of(service),
        "no",
        ComposeText.of(image.isPresent() ? "" : orEmpty(spec.user())),
        // As in a cluster, where a command stands in the place of the image's entrypoint.
        ComposeText.of(command),
        List.of(),
        ComposeDatabase.environment(platform, service),
        List.of(),
        List.of(),
        mounts(service),
        null,
        after,
        null,
        new TreeMap<>());
  }

  private String image(Optional<ImageSpec> image) {
    return image
        .map(
            spec ->
                Settings.text(spec.repository(), platform, ComposeText::of)
                    + spec.tag().map(tag -> ":" + ComposeText.of(tag)).orElse("")
                    + spec.digest().map(digest -> "@" + digest).orElse(""))
        .orElse("");
  }

  private static String pullPolicy(Optional<ImageSpec> image) {
    return switch (image.flatMap(ImageSpec::pullPolicy).orElse("")) {
      case "Always" -> "always";
      case "Never" -> "never";
      case "IfNotPresent" -> "missing";
      default -> "";
    };
  }

  private static ComposeFile.Build build(BuildSpec build) {
    SortedMap<String, String> arguments = new TreeMap<>(build.args());
    arguments.replaceAll((_, text) -> ComposeText.of(text));
    return new ComposeFile.Build(
        ComposeText.required(ROOT) + "/" + ComposeText.of(build.context()),
        ComposeText.of(orEmpty(build.dockerfile())),
        arguments);
  }

  /** Reached from this machine alone: what listens for a network is a decision of its own. */
  private static List<ComposeFile.Port> ports(ServiceSpec spec) {
    return spec.ports().stream()
        .map(
            port ->
                new ComposeFile.Port(
                    port.name(),
                    port.container(),
                    String.valueOf(port.service().orElse(port.container())),
                    "127.0.0.1"))
        .toList();
  }

  private static List<String> exposed(ServiceSpec spec) {
    return spec.ports().stream().map(port -> String.valueOf(port.container())).toList();
  }

  private List<ComposeFile.Mount> mounts(Placed service) {
    List<ComposeFile.Mount> mounts = new ArrayList<>();
    for (ServiceSpec.VolumeSpec volume : service.spec().volumes()) {
      String name = service.name() + "-" + volume.name();
      volumes.put(name, new ComposeFile.Volume(platform.product() + "-" + name));
      mounts.add(new ComposeFile.Mount("volume", name, ComposeText.of(volume.path()), false));
    }
    for (ServiceSpec.FileSpec file : service.spec().files()) {
      String source = "./" + FILES + ComposeText.of(file.source());
      mounts.add(new ComposeFile.Mount("bind", source, ComposeText.of(file.dest()), true));
    }
    return mounts;
  }

  /** Returns the variables that must be set where compose runs, by name. */
  static List<String> variables(ComposeFile file, Platform platform) {
    List<String> names = new ArrayList<>(Settings.outside(platform));
    if (file.services().values().stream().anyMatch(service -> service.build() != null)) {
      names.add(ROOT);
    }
    for (Placed service : platform.services()) {
      ComposeDatabase.of(platform, service)
          .ifPresent(database -> names.addAll(database.variables()));
    }
    return names.stream().sorted().distinct().toList();
  }
}
