package dev.regauge.services.compose;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.services.Dialect;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.Refusals;
import dev.regauge.services.Rendered;
import dev.regauge.services.YamlText;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Services as a compose file, with the files that they are given beside it. */
public final class ComposeDialect implements Dialect {
  private static final Template<ComposeView> README =
      new Template<>("templates/services/compose-README.md.ftl", ComposeView.class);

  @Override
  public String name() {
    return "compose";
  }

  /** Returns the containers that a service has, its setups and hooks too, in their order. */
  public static List<String> programs(Placed service) {
    return ComposeLowering.programs(service);
  }

  @Override
  public void judge(Platform platform, Diagnostics out) {
    new ComposeRefusals(platform, Refusals.ofCompose(platform, out)).judge();
  }

  @Override
  public Rendered render(Platform platform) {
    ComposeFile compose = new ComposeLowering(platform).lower();
    List<String> origins =
        platform.services().stream().map(service -> "services[" + service.name() + "]").toList();
    List<String> differences = ComposeDifferences.of(platform);
    List<String> variables = ComposeLowering.variables(compose, platform);
    List<BundleFile> files = new ArrayList<>(copies(platform));
    for (Placed service : platform.services()) {
      String origin = "services[" + service.name() + "]";
      ComposeDatabase.of(platform, service)
          .ifPresent(
              database ->
                  files.add(BundleFile.text(database.script(), database.sql(), List.of(origin))));
    }
    files.add(
        BundleFile.text(
            "compose.yaml", YamlText.print(platform.product(), List.of(compose)), origins));
    files.add(
        BundleFile.text(
            "README.md",
            Renderer.standard()
                .render(README, ComposeView.of(platform, compose, variables, differences))));
    return new Rendered(new Bundle(new TargetName(name()), files), differences);
  }

  private static List<BundleFile> copies(Platform platform) {
    SortedMap<String, BundleFile> copies = new TreeMap<>();
    for (Placed service : platform.services()) {
      for (ServiceSpec.FileSpec file : service.spec().files()) {
        BundlePath path = new BundlePath(ComposeLowering.FILES + file.source());
        copies.put(
            file.source(),
            new BundleFile(
                path,
                java.util.Objects.requireNonNull(platform.files().get(file.source())),
                FileMode.REGULAR,
                List.of("services[" + service.name() + "]")));
      }
    }
    return List.copyOf(copies.values());
  }
}
