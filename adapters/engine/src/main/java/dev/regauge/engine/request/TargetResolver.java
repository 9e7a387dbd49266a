package dev.regauge.engine.request;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.AdapterOption;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.model.ProductSpec.AcceptSpec;
import dev.regauge.spec.model.ProductSpec.TargetSpec;
import dev.regauge.spec.model.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the list of bundles to make out of the spec's {@code targets} and the command line. */
public final class TargetResolver {
  private static final List<String> FEATURES =
      Arrays.stream(Feature.values()).map(Feature::id).toList();

  private final AdapterRegistry registry;
  private final Locator locator;
  private final Diagnostics out;

  /** Findings about the spec's targets get their places from the locator. */
  public TargetResolver(AdapterRegistry registry, Locator locator, Diagnostics out) {
    this.registry = registry;
    this.locator = locator;
    this.out = out;
  }

  /** Returns one request for each of the spec's targets, by name; wrong ones are left out. */
  public List<TargetRequest> ofSpec(List<TargetSpec> targets) {
    SortedMap<TargetName, TargetRequest> requests = new TreeMap<>();
    SortedMap<String, SpecPath> named = new TreeMap<>();
    for (int i = 0; i < targets.size(); i++) {
      SpecPath path = SpecPath.of("targets").at(i);
      TargetSpec target = targets.get(i);
      String name = target.name().orElse(target.adapter());
      SpecPath before = named.putIfAbsent(name, path);
      if (before != null) {
        out.add(TargetCodes.sameTargetName(name, before, locator).at(path, locator));
        continue;
      }
      request(target, path).ifPresent(request -> requests.put(request.name(), request));
    }
    return List.copyOf(requests.values());
  }

  /** Returns a request with every default for each of these adapters, by name. */
  public List<TargetRequest> ofAdapters(Iterable<? extends OrchestratorAdapter<?>> adapters) {
    SortedMap<TargetName, TargetRequest> requests = new TreeMap<>();
    for (OrchestratorAdapter<?> adapter : adapters) {
      AdapterDescriptor descriptor = adapter.descriptor();
      requests.put(
          descriptor.id(),
          new TargetRequest(
              descriptor.id(),
              adapter,
              descriptor.defaultVersion(),
              TargetOptions.NONE,
              Collections.emptySortedMap()));
    }
    return List.copyOf(requests.values());
  }

  private Optional<TargetRequest> request(TargetSpec target, SpecPath path) {
    Optional<OrchestratorAdapter<?>> adapter = registry.adapter(target.adapter());
    if (adapter.isEmpty()) {
      out.add(
          TargetCodes.unknownAdapter(target.adapter(), registry.all().keySet())
              .at(path.field("adapter"), locator));
      return Optional.empty();
    }
    AdapterDescriptor descriptor = adapter.get().descriptor();
    return Optional.of(
        new TargetRequest(
            new TargetName(target.name().orElse(target.adapter())),
            adapter.get(),
            version(descriptor, target, path.field("version")),
            options(descriptor, target, path.field("options")),
            accepted(target.accept(), path.field("accept"))));
  }

  /** A full version such as 3.3.2 means its line 3.3. */
  private String version(AdapterDescriptor descriptor, TargetSpec target, SpecPath path) {
    if (target.version().isEmpty()) {
      return descriptor.defaultVersion();
    }
    String written = target.version().get();
    for (String tested : descriptor.testedVersions()) {
      if (written.equals(tested) || written.startsWith(tested + ".")) {
        return tested;
      }
    }
    out.add(
        TargetCodes.untestedVersion(descriptor.id().value(), written, descriptor.testedVersions())
            .at(path, locator));
    return descriptor.defaultVersion();
  }

  private TargetOptions options(AdapterDescriptor descriptor, TargetSpec target, SpecPath path) {
    String adapter = descriptor.id().value();
    SortedMap<String, Value> right = new TreeMap<>();
    target
        .options()
        .forEach(
            (name, value) -> {
              Optional<AdapterOption> option = descriptor.option(name);
              if (option.isEmpty()) {
                out.add(
                    TargetCodes.unknownOption(adapter, name, descriptor.options())
                        .atKey(path.entry(name), locator));
              } else if (!fits(option.get(), value)) {
                out.add(
                    TargetCodes.wrongOption(adapter, option.get()).at(path.entry(name), locator));
              } else {
                right.put(name, value);
              }
            });
    return new TargetOptions(right);
  }

  private static boolean fits(AdapterOption option, Value value) {
    return switch (option.kind()) {
      case TEXT -> value instanceof Value.Text(String text) && isChoice(option, text);
      case NUMBER -> value instanceof Value.Number(BigDecimal number) && isInt(number);
      case BOOLEAN -> value instanceof Value.Bool;
      case TEXTS ->
          value instanceof Value.Sequence(List<Value> items)
              && items.stream()
                  .allMatch(
                      item -> item instanceof Value.Text(String text) && isChoice(option, text));
    };
  }

  private static boolean isChoice(AdapterOption option, String text) {
    return option.choices().isEmpty() || option.choices().contains(text);
  }

  private static boolean isInt(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }

  private SortedMap<String, TargetRequest.Acceptance> accepted(
      List<AcceptSpec> accept, SpecPath path) {
    SortedMap<String, TargetRequest.Acceptance> accepted = new TreeMap<>();
    for (int i = 0; i < accept.size(); i++) {
      AcceptSpec entry = accept.get(i);
      SpecPath at = path.at(i).field("feature");
      if (FEATURES.contains(entry.feature())) {
        accepted.put(entry.feature(), new TargetRequest.Acceptance(entry.reason(), at));
      } else {
        out.add(
            TargetCodes.unknownFeature(entry.feature(), new TreeSet<>(FEATURES)).at(at, locator));
      }
    }
    return accepted;
  }
}
