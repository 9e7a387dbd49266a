package dev.regauge.services.kubernetes;

import dev.regauge.services.CommonRefusals;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.Refusals;
import dev.regauge.services.ServiceDatabase;
import dev.regauge.services.Setting;
import dev.regauge.services.Settings;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.ServicePortSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Kubernetes, or a namespace of restricted pods, does not take. */
final class KubernetesRefusals {
  /** A StatefulSet's pods have a label of its name and eleven more characters. */
  private static final int LONGEST_NAME = 52;

  /** The operator takes names of 50 characters, and ours end in -db. */
  private static final int LONGEST_OWNER = 47;

  private static final Pattern S3 = Pattern.compile("s3://[a-z0-9][-.a-z0-9]+(/[^\\s]*)?");
  private static final Pattern URL = Pattern.compile("https?://[^\\s/@]+(/[^\\s]*)?");

  private static final int LONGEST_PORT = 15;
  private static final Pattern PORT = Pattern.compile("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");
  private static final long LARGEST_FILES = 1_000_000;

  private final Platform platform;
  private final Refusals refusals;

  KubernetesRefusals(Platform platform, Refusals refusals) {
    this.platform = platform;
    this.refusals = refusals;
  }

  /** Adds what the services have that Kubernetes has no form for. */
  void judge() {
    for (Placed service : platform.services()) {
      judgeName(service);
      if (service.isExternal()) {
        CommonRefusals.judgeElsewhere(service, refusals);
      } else {
        CommonRefusals.judge(platform, service, refusals);
        judgeUser(service);
        judgeImages(service);
        judgePorts(service);
        judgeSecrets(service);
        judgeReplicas(service);
        judgeOrder(service);
        judgeHooks(service);
        judgeFiles(service);
        judgeLabels(service);
        ServiceDatabase.of(service).ifPresent(this::judge);
      }
    }
  }

  private void judge(ServiceDatabase database) {
    Placed service = database.service();
    SpecPath at = service.at().field("database");
    if (service.name().length() > LONGEST_OWNER) {
      refusals.add(
          service,
          service.at().field("metadata").field("name"),
          "the objects of its database need a name of at most " + LONGEST_OWNER + " characters",
          "write a shorter name");
    }
    for (Placed other : platform.services()) {
      if (other.name().equals(database.cluster()) || database.hosts().contains(other.name())) {
        refusals.add(
            other,
            other.at().field("metadata").field("name"),
            "the database of '" + service.name() + "' is called by this name",
            "give one of the two services another name");
      }
    }
    database.spec().image().ifPresent(image -> judge(service, image, at.field("image")));
    database
        .spec()
        .backup()
        .ifPresent(
            backup -> {
              SpecPath place = at.field("backup");
              judge(service, backup.path(), S3, place.field("path"));
              backup.endpoint().ifPresent(url -> judge(service, url, URL, place.field("endpoint")));
            });
  }

  private void judge(Placed service, Value value, Pattern form, SpecPath at) {
    if (!(Settings.find(value, platform).orElse(null) instanceof Setting.Known(String text))) {
      refusals.add(
          service,
          at,
          "an object of the operator has no variables",
          "render for an environment that has it (--env), or write it here");
    } else if (!form.matcher(text).matches()) {
      refusals.add(
          service,
          at,
          "backups go to an object store",
          form.equals(S3)
              ? "write its bucket and a folder, such as s3://backups/orders"
              : "write the URL of the store, such as https://store.example.com");
    }
  }

  private void judgeName(Placed service) {
    SpecPath at = service.at().field("metadata").field("name");
    if (service.name().length() > LONGEST_NAME || service.name().endsWith("-")) {
      refusals.add(
          service,
          at,
          "its objects need a name of at most " + LONGEST_NAME + " characters, no - at the end",
          "write a shorter name");
    }
    if (platform.namespace().length() > 63) {
      refusals.add(
          service,
          at,
          "the namespace '" + platform.namespace() + "' is longer than 63 characters",
          "write a 'namespace' at the environment");
    }
  }

  private void judgeUser(Placed service) {
    if (PodUser.of(service.spec().user()).isEmpty()) {
      refusals.add(
          service,
          service.at().field("user"),
          "restricted pods run as a number that is not root's",
          "write the number of the image's user, such as \"1000\" or \"1000:1000\"");
    }
  }

  private void judgeImages(Placed service) {
    ServiceSpec spec = service.spec();
    if (spec.image().isEmpty()) {
      refusals.add(
          service,
          service.at().field("build"),
          "a cluster builds no images",
          "push what is built, and write it as 'image' beside 'build'");
    }
    spec.image().ifPresent(image -> judge(service, image, service.at().field("image")));
    List<ServiceSpec.SetupSpec> setups = spec.setup();
    for (int i = 0; i < setups.size(); i++) {
      SpecPath at = service.at().field("setup").at(i).field("image");
      setups.get(i).image().ifPresent(image -> judge(service, image, at));
    }
  }

  private void judge(Placed service, ImageSpec image, SpecPath at) {
    boolean isOutside =
        Settings.find(image.repository(), platform)
            .filter(setting -> !(setting instanceof Setting.Known))
            .isPresent();
    if (isOutside) {
      refusals.add(
          service,
          at.field("repository"),
          "a pod's image is no variable",
          "render for an environment that has it (--env), or write it here");
    }
  }

  private void judgePorts(Placed service) {
    List<ServicePortSpec> ports = service.spec().ports();
    for (int i = 0; i < ports.size(); i++) {
      String name = ports.get(i).name();
      if (name.length() > LONGEST_PORT || !PORT.matcher(name).matches()) {
        refusals.add(
            service,
            service.at().field("ports").at(i).field("name"),
            "a port's name has at most " + LONGEST_PORT + " characters, a letter among them",
            "write a short one, such as 'http'");
      }
    }
  }

  private void judgeSecrets(Placed service) {
    for (Map.Entry<String, Value> variable : service.spec().env().entrySet()) {
      if (variable.getValue() instanceof Value.SecretRef(_, _, String source)
          && !source.equals(Value.SecretRef.KUBERNETES)) {
        refusals.add(
            service,
            service.at().field("env").entry(variable.getKey()),
            "secrets of source '" + source + "' are in no Secret of the cluster",
            "put it into one, and leave source out");
      }
    }
  }

  private void judgeReplicas(Placed service) {
    SpecPath at = service.at().field("replicas");
    boolean isMany = platform.mostReplicas(service) > 1;
    if (isMany && !service.isStateful() && !service.spec().volumes().isEmpty()) {
      refusals.add(
          service,
          at,
          "the replicas of a deployment would share one disk",
          "write 'workload: statefulset', which gives each its own");
    }
    if (isMany && platform.replicas(service) == 0) {
      refusals.add(
          service,
          at.field("min"),
          "what scales never goes down to none",
          "write 'min: 1', or 'max: 1' to switch it off");
    }
  }

  private void judgeOrder(Placed service) {
    List<String> names = service.spec().dependsOn();
    for (int i = 0; i < names.size(); i++) {
      Placed upstream = platform.service(names.get(i));
      if (!upstream.isExternal() && upstream.spec().ports().isEmpty()) {
        refusals.add(
            service,
            service.at().field("dependsOn").at(i),
            "'" + upstream.name() + "' has no port by which a pod could see that it is there",
            "give it a port, or leave this dependency out");
      }
    }
  }

  private void judgeHooks(Placed service) {
    if (service.spec().hooks().filter(hooks -> !hooks.postStart().isEmpty()).isPresent()) {
      refusals.add(
          service,
          service.at().field("hooks").field("postStart"),
          "a pod runs nothing when it has become well, only when it starts",
          "make it a 'setup' of the service that needs it");
    }
  }

  private void judgeFiles(Placed service) {
    long size = 0;
    for (ServiceSpec.FileSpec file : service.spec().files()) {
      var content = platform.files().get(file.source());
      size += content == null ? 0 : content.size();
    }
    if (size > LARGEST_FILES) {
      refusals.add(
          service,
          service.at().field("files"),
          "a ConfigMap holds one megabyte, and these are " + size + " bytes",
          "put them into the image");
    }
  }

  private void judgeLabels(Placed service) {
    for (String key : service.spec().labels().keySet()) {
      judgeLabel(service, key, service.at().field("labels").entry(key));
    }
    for (String key : service.spec().metadata().labels().keySet()) {
      judgeLabel(service, key, service.at().field("metadata").field("labels").entry(key));
    }
  }

  private void judgeLabel(Placed service, String key, SpecPath at) {
    if (!Labels.isKey(key)) {
      refusals.add(
          service,
          at,
          "a label's name is letters, digits, -, _ and dots, after a domain and / if you like",
          "write it so, such as 'team' or 'example.com/team'");
    }
  }
}
