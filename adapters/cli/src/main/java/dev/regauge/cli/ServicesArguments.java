package dev.regauge.cli;

import dev.regauge.adapters.spi.Content;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.Platform;
import dev.regauge.spec.model.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
}
