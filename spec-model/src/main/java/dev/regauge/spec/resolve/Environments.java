package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.EnvironmentSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What environments say in place of the product's own values, and for its variables. */
public final class Environments {

  private final Map<SpecPath, List<Setting>> overrides = new LinkedHashMap<>();
  private final SortedMap<String, List<Setting>> variables = new TreeMap<>();

  private Environments() {}

  /**
   * What one environment says.
   *
   * @param from the path of the value that counts there
   */
  public record Setting(String environment, SpecPath from) {}

  /** Resolves all environments of a completed product. */
  static Environments of(ProductSpec product) {
    Environments all = new Environments();
    product.environments().forEach((name, spec) -> all.new One(name, product).add(spec));
    return all;
  }

  /** Returns what environments say in place of the value at a path, by their names. */
  public List<Setting> overriding(SpecPath path) {
    return List.copyOf(overrides.getOrDefault(path, List.of()));
  }

  /** Returns what environments give for {@code {env: NAME}}, by their names. */
  public List<Setting> giving(String variable) {
    return List.copyOf(variables.getOrDefault(variable, List.of()));
  }

  /** One environment, each of whose fields stands for a value of the product's. */
  private final class One {
    private final String name;
    private final SpecPath here;
    private final ProductSpec product;

    One(String name, ProductSpec product) {
      this.name = name;
      this.here = SpecPath.of("environments").entry(name);
      this.product = product;
    }

    void add(EnvironmentSpec spec) {
      for (String variable : spec.values().keySet()) {
        Setting setting = new Setting(name, here.field("values").entry(variable));
        variables.computeIfAbsent(variable, _ -> new ArrayList<>()).add(setting);
      }
      spec.image().ifPresent(this::image);
      for (String pool : spec.pools().keySet()) {
        SpecPath slots = SpecPath.of("pools").entry(pool).field("slots");
        override(slots, here.field("pools").entry(pool));
      }
      spec.jobs().forEach((job, toggle) -> toggle.enabled().ifPresent(_ -> triggersOf(job)));
      spec.replicas().keySet().forEach(this::replicasOf);
      spec.alerts().forEach((alert, owner) -> ownerOf(alert, owner.owner()));
    }

    private void image(EnvironmentSpec.ImagePinSpec pin) {
      SpecPath image = SpecPath.of("code", "image");
      SpecPath pinned = here.field("image");
      pin.tag().ifPresent(_ -> override(image.field("tag"), pinned.field("tag")));
      pin.digest().ifPresent(_ -> override(image.field("digest"), pinned.field("digest")));
    }

    /** A switch counts for all triggers of its job. */
    private void triggersOf(String job) {
      SpecPath from = here.field("jobs").entry(job).field("enabled");
      for (int i = 0; i < product.jobs().size(); i++) {
        JobSpec spec = product.jobs().get(i);
        SpecPath triggers = SpecPath.of("jobs").at(i).field("triggers");
        for (int n = 0; spec.name().equals(job) && n < spec.triggers().size(); n++) {
          override(triggers.at(n).field("enabled"), from);
        }
      }
    }

    private void replicasOf(String service) {
      for (int i = 0; i < product.services().size(); i++) {
        if (product.services().get(i).metadata().name().equals(service)) {
          SpecPath replicas = SpecPath.of("services").at(i).field("replicas");
          override(replicas.field("min"), here.field("replicas").entry(service));
        }
      }
    }

    private void ownerOf(String alert, Optional<String> owner) {
      SpecPath from = here.field("alerts").entry(alert).field("owner");
      SpecPath own = SpecPath.of("alerts").entry(alert).field("owner");
      owner.ifPresent(_ -> override(own, from));
    }

    private void override(SpecPath value, SpecPath from) {
      overrides.computeIfAbsent(value, _ -> new ArrayList<>()).add(new Setting(name, from));
    }
  }
}
