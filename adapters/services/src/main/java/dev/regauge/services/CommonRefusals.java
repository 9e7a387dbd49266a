package dev.regauge.services;

import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Map;

/** What neither dialect carries out: refused in both, never dropped. */
public final class CommonRefusals {

  private CommonRefusals() {}

  /** Adds what a service has that nothing is made of. */
  public static void judge(Platform platform, Placed service, Refusals refusals) {
    ServiceSpec spec = service.spec();
    if (spec.database().isPresent()) {
      refusals.add(
          service,
          service.at().field("database"),
          "this version of Regauge makes no database",
          "leave database out, and make it in 'setup'");
    }
    for (Map.Entry<String, Value> variable : spec.env().entrySet()) {
      if (Setting.of(variable.getValue(), platform).isEmpty()) {
        refusals.add(
            service,
            service.at().field("env").entry(variable.getKey()),
            "a variable holds one text",
            "write the list or map as the text that the program reads");
      }
    }
    spec.image()
        .ifPresent(
            image ->
                judge(
                    platform, service, image.repository(), service.at().field("image"), refusals));
    for (int i = 0; i < spec.setup().size(); i++) {
      SpecPath at = service.at().field("setup").at(i).field("image");
      spec.setup()
          .get(i)
          .image()
          .ifPresent(image -> judge(platform, service, image.repository(), at, refusals));
    }
    List<ServiceSpec.FileSpec> files = spec.files();
    for (int i = 0; i < files.size(); i++) {
      SpecPath at = service.at().field("files").at(i).field("source");
      if (!platform.files().containsKey(files.get(i).source())) {
        refusals.add(service, at, "this is a folder", "name each of its files");
      }
    }
  }

  private static void judge(
      Platform platform, Placed service, Value repository, SpecPath image, Refusals refusals) {
    if (Setting.of(repository, platform).isEmpty()) {
      refusals.add(
          service, image.field("repository"), "an image has one name", "write the name alone");
    }
  }
}
