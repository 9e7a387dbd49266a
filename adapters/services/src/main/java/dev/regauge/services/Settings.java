package dev.regauge.services;

import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The settings of services: what they are, and which of them come from outside. */
public final class Settings {
  private Settings() {}

  /** Returns a value in a dialect's words; refusals have made sure that it is one text. */
  public static String text(Value value, Platform platform, Function<Setting, String> words) {
    return words.apply(of(value, platform));
  }

  /** Returns what a value is, or nothing when it is a list or map. */
  public static Optional<Setting> find(Value value, Platform platform) {
    return Setting.of(value, platform);
  }

  /** Returns what a value is; refusals have made sure that it is one text. */
  public static Setting of(Value value, Platform platform) {
    return Setting.of(value, platform)
        .orElseThrow(() -> new IllegalStateException("a value is a list or map"));
  }

  /** Returns the variables that must be set outside a cluster. */
  public static SortedSet<String> outside(Platform platform) {
    SortedSet<String> names = new TreeSet<>();
    for (Placed service : platform.services()) {
      for (Value value : values(service)) {
        switch (of(value, platform)) {
          case Setting.Known _ -> {}
          case Setting.FromVariable(String name) -> names.add(name);
          case Setting.FromSecret secret -> names.add(secret.variable());
        }
      }
    }
    return names;
  }

  /** Returns the secrets and their keys, as {@code name/key}. */
  public static SortedSet<String> secrets(Platform platform) {
    SortedSet<String> secrets = new TreeSet<>();
    for (Placed service : platform.services()) {
      for (Value value : values(service)) {
        if (of(value, platform) instanceof Setting.FromSecret(String name, String key, _)) {
          secrets.add(name + "/" + key);
        }
      }
      ServiceDatabase.of(service)
          .flatMap(database -> database.spec().backup())
          .ifPresent(
              backup -> {
                secrets.add(backup.secret() + "/" + ServiceDatabase.KEY_ID);
                secrets.add(backup.secret() + "/" + ServiceDatabase.KEY);
              });
    }
    return secrets;
  }

  private static List<Value> values(Placed service) {
    if (service.isExternal()) {
      return List.of();
    }
    ServiceSpec spec = service.spec();
    List<Value> values = new ArrayList<>(spec.env().values());
    spec.image().map(ImageSpec::repository).ifPresent(values::add);
    spec.database()
        .flatMap(ServiceSpec.DatabaseSpec::image)
        .map(ImageSpec::repository)
        .ifPresent(values::add);
    spec.setup().stream()
        .map(ServiceSpec.SetupSpec::image)
        .flatMap(Optional::stream)
        .map(ImageSpec::repository)
        .forEach(values::add);
    return values;
  }
}
