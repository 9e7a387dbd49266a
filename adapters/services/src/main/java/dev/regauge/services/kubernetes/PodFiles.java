package dev.regauge.services.kubernetes;

import dev.regauge.adapters.spi.Content;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.FileSpec;
import dev.regauge.spec.model.ServiceSpec.VolumeSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The disks and files of a service: claims, a ConfigMap, and an empty {@code /tmp}. */
final class PodFiles {
  private static final String TMP = "tmp";
  private static final String FILES = "files";
  static final String SMALL = "1Gi";

  private PodFiles() {}

  /** Returns what the pod itself names; claims of a StatefulSet are made for each of its pods. */
  static List<Volume> volumes(Placed service) {
    List<Volume> volumes = new ArrayList<>();
    if (!service.isStateful()) {
      for (VolumeSpec volume : service.spec().volumes()) {
        volumes.add(
            new VolumeBuilder()
                .withName(diskName(volume))
                .withNewPersistentVolumeClaim(claimName(service, volume), false)
                .build());
      }
    }
    if (!service.spec().files().isEmpty()) {
      volumes.add(
          new VolumeBuilder()
              .withName(FILES)
              .withNewConfigMap()
              .withName(filesName(service))
              .endConfigMap()
              .build());
    }
    volumes.add(new VolumeBuilder().withName(TMP).withNewEmptyDir().endEmptyDir().build());
    return volumes;
  }

  static List<VolumeMount> mounts(Placed service) {
    ServiceSpec spec = service.spec();
    List<VolumeMount> mounts = new ArrayList<>();
    spec.volumes().forEach(volume -> mounts.add(mount(diskName(volume), volume.path())));
    for (int i = 0; i < spec.files().size(); i++) {
      mounts.add(
          new VolumeMountBuilder(mount(FILES, spec.files().get(i).dest()))
              .withSubPath(key(i))
              .withReadOnly(true)
              .build());
    }
    if (spec.volumes().stream().noneMatch(volume -> volume.path().equals("/tmp"))) {
      mounts.add(mount(TMP, "/tmp"));
    }
    return mounts;
  }

  private static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }

  /** Our own volumes have names too, so that theirs begin in another way. */
  private static String diskName(VolumeSpec volume) {
    String name = "disk-" + volume.name();
    return name.length() <= 63 ? name : name.substring(0, 63).replaceAll("-+$", "");
  }

  private static String claimName(Placed service, VolumeSpec volume) {
    return service.name() + "-" + volume.name();
  }

  private static String filesName(Placed service) {
    return service.name() + "-files";
  }

  private static String key(int file) {
    return "file-" + file;
  }

  /** Returns the claims: of a deployment objects of their own, of a StatefulSet its templates. */
  static List<PersistentVolumeClaim> claims(Placed service, Labels labels) {
    List<PersistentVolumeClaim> claims = new ArrayList<>();
    for (VolumeSpec volume : service.spec().volumes()) {
      ObjectMeta meta = labels.meta(service, claimName(service, volume));
      if (service.isStateful()) {
        meta.setName(diskName(volume));
        meta.setNamespace(null);
      }
      claims.add(
          new PersistentVolumeClaimBuilder()
              .withMetadata(meta)
              .withNewSpec()
              .withAccessModes("ReadWriteOnce")
              .withNewResources()
              .addToRequests("storage", new Quantity(volume.size().orElse(SMALL)))
              .endResources()
              .endSpec()
              .build());
    }
    return claims;
  }

  /** Returns the ConfigMap of a service's files. */
  static Optional<ConfigMap> files(Platform platform, Placed service, Labels labels) {
    List<FileSpec> files = service.spec().files();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    SortedMap<String, String> bytes = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      Content content = Objects.requireNonNull(platform.files().get(files.get(i).source()));
      byte[] raw = content.toBytes();
      String text = content.asText();
      if (java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw)) {
        texts.put(key(i), text);
      } else {
        bytes.put(key(i), Base64.getEncoder().encodeToString(raw));
      }
    }
    return Optional.of(
        new ConfigMapBuilder()
            .withMetadata(labels.meta(service, filesName(service)))
            .withData(texts.isEmpty() ? null : texts)
            .withBinaryData(bytes.isEmpty() ? null : bytes)
            .build());
  }

  /** Returns what changes with the files: a file by subPath is read when the pod starts only. */
  static Map<String, String> annotations(Platform platform, Placed service) {
    if (service.spec().files().isEmpty()) {
      return Map.of();
    }
    StringBuilder all = new StringBuilder();
    for (FileSpec file : service.spec().files()) {
      all.append(Objects.requireNonNull(platform.files().get(file.source())).sha256());
    }
    return Map.of("regauge.dev/files", Content.text(all.toString()).sha256());
  }
}
