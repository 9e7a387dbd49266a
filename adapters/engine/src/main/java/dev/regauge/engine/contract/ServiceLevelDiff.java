package dev.regauge.engine.contract;

import dev.regauge.engine.contract.ContractChange.Kind;
import dev.regauge.spec.model.contract.ContractDocument.ServiceLevel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is different between promises in numbers: a looser one breaks, a tighter one adds. */
final class ServiceLevelDiff {

  /** Of these less is better. */
  private static final Set<String> LESS =
      new TreeSet<>(List.of("latency", "freshness", "frequency", "errorRate"));

  /** Of these more is better. */
  private static final Set<String> MORE =
      new TreeSet<>(List.of("availability", "completeness", "retention", "throughput"));

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");

  private ServiceLevelDiff() {}

  /** Adds the changes to those that are known. */
  static void of(
      List<ServiceLevel> before, List<ServiceLevel> after, List<ContractChange> changes) {
    Pairs.of(
        byName(before),
        byName(after),
        (name, level) ->
            changes.add(
                new ContractChange(
                    Kind.BREAKING,
                    "slaProperties." + name,
                    "the promise is removed",
                    Optional.of(level.at()),
                    Optional.empty())),
        (name, level) ->
            changes.add(
                new ContractChange(
                    Kind.ADDITION,
                    "slaProperties." + name,
                    "the promise is added",
                    Optional.empty(),
                    Optional.of(level.at()))),
        (name, level, other) -> {
          if (!shown(level).equals(shown(other))) {
            changes.add(
                new ContractChange(
                    kind(level, other),
                    "slaProperties." + name,
                    "it is " + ContractDiff.changed(shown(level), shown(other)),
                    Optional.of(level.at()),
                    Optional.of(other.at())));
          }
        });
  }

  private static SortedMap<String, ServiceLevel> byName(List<ServiceLevel> levels) {
    SortedMap<String, ServiceLevel> named = new TreeMap<>();
    for (ServiceLevel level : levels) {
      String name = level.name();
      String free = name;
      for (int i = 2; named.containsKey(free); i++) {
        free = name + " " + i;
      }
      named.put(free, level);
    }
    return named;
  }

  /** What cannot be compared as more or less, such as a cron line, may be looser: it breaks. */
  private static Kind kind(ServiceLevel before, ServiceLevel after) {
    Optional<BigDecimal> old = number(before);
    Optional<BigDecimal> now = number(after);
    boolean isComparable =
        old.isPresent()
            && now.isPresent()
            && (before.seconds().isPresent() == after.seconds().isPresent())
            && (before.seconds().isPresent() || before.unit().equals(after.unit()));
    int order = isComparable ? now.get().compareTo(old.get()) : 0;
    if (isComparable && order == 0) {
      return Kind.PATCH;
    }
    if (isComparable && LESS.contains(before.property())) {
      return order < 0 ? Kind.ADDITION : Kind.BREAKING;
    }
    if (isComparable && MORE.contains(before.property())) {
      return order > 0 ? Kind.ADDITION : Kind.BREAKING;
    }
    boolean isKnown = LESS.contains(before.property()) || MORE.contains(before.property());
    return isKnown ? Kind.BREAKING : Kind.PATCH;
  }

  private static Optional<BigDecimal> number(ServiceLevel level) {
    return level
        .seconds()
        .map(BigDecimal::valueOf)
        .or(
            () ->
                Optional.of(level.value())
                    .filter(value -> NUMBER.matcher(value).matches())
                    .map(BigDecimal::new));
  }

  private static String shown(ServiceLevel level) {
    return level.value() + level.unit().map(unit -> " " + unit).orElse("");
  }
}
