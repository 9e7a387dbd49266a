package dev.regauge.cli;

import dev.regauge.adapters.spi.Content;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.Platform;
import dev.regauge.services.compose.ComposeDialect;
import dev.regauge.spec.model.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which product's services, and in which environment. */
final class ServicesArguments {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "The environment whose values and replicas they have.")
  @Nullable String environment;

  /** Returns the services of a sound product, with what they are given. */
  Platform platform(CompiledProduct compiled) throws IOException {
    CompiledProduct.Sound sound = compiled.sound().orElseThrow();
    Set<String> known = sound.spec().product().environments().keySet();
    if (environment != null && !known.contains(environment)) {
      throw product.usage(
          "the product has no environment '"
              + environment
              + "'; it has "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
    SortedMap<String, Content> files = new TreeMap<>();
    for (ServiceSpec service : sound.spec().product().services()) {
      for (ServiceSpec.FileSpec file : service.files()) {
        Path path = compiled.root().resolve(file.source());
        // Whatever a link points to may lie anywhere on this machine.
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          files.put(file.source(), Content.bytes(Files.readAllBytes(path)));
        }
      }
    }
    return Platform.of(sound.graph(), Optional.ofNullable(environment), files);
  }

  /** Returns the folder into which {@code start} renders. */
  Path work(CompiledProduct compiled) {
    return compiled.root().resolve(".regauge/services");
  }

  /** Returns the folder of the compose file by which {@code start} started. */
  Path folder(CompiledProduct compiled) {
    return work(compiled).resolve(new ComposeDialect().name());
  }

  /** Refuses names of services that do not run on this machine. */
  void judgeNames(Platform platform, List<String> asked, String what) {
    SortedSet<String> known = known(platform);
    for (String name : asked) {
      if (!known.contains(name)) {
        throw product.usage(
            "the product has no service '"
                + name
                + "' to "
                + what
                + "; it has "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /** Returns the names of the services that are ours to run. */
  static SortedSet<String> known(Platform platform) {
    return platform.services().stream()
        .filter(service -> !service.isExternal())
        .map(Platform.Placed::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
