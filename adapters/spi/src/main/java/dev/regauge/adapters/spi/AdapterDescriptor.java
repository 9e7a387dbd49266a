package dev.regauge.adapters.spi;

import dev.regauge.spec.model.SignalForm;
import java.util.List;
import java.util.Optional;

/**
 * Who an adapter is.
 *
 * @param id the word in {@code targets[].adapter} and {@code --to}; also the default target name
 * @param title the orchestrator's own name, for people
 * @param testedVersions the versions that the adapter's tests run, {@code 1.12}, oldest first
 * @param defaultVersion the one that is generated for when the spec names none
 * @param options by name; a spec with any other is refused
 * @param signal what an {@code external} may say under the id; empty: the target watches nothing
 *     but tables
 */
public record AdapterDescriptor(
    TargetName id,
    String title,
    List<String> testedVersions,
    String defaultVersion,
    List<AdapterOption> options,
    Optional<SignalForm> signal) {

  /** Describes an adapter whose target sees what lies outside by its tables alone. */
  public AdapterDescriptor(
      TargetName id,
      String title,
      List<String> testedVersions,
      String defaultVersion,
      List<AdapterOption> options) {
    this(id, title, testedVersions, defaultVersion, options, Optional.empty());
  }

  public AdapterDescriptor {
    testedVersions = List.copyOf(testedVersions);
    options = List.copyOf(options);
    if (!testedVersions.contains(defaultVersion)) {
      throw new IllegalArgumentException(id + " does not test its default version");
    }
  }

  /** Returns the option of that name. */
  public Optional<AdapterOption> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }
}
