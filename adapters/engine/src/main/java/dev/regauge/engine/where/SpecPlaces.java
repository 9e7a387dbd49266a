package dev.regauge.engine.where;

import static java.util.Map.entry;

import dev.regauge.engine.explain.SpecLeaf;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the values of a product that a place of its plan was made from. The plan's words are the
 * spec's, but for those that the planner works out; as far as the words agree, the place is exact.
 */
public final class SpecPlaces {

  private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)\\]|\\.?([^.\\[\\]]+)");

  /** The spec's fields behind a word of the plan's own. */
  private static final Map<String, List<String>> WORKED_OUT =
      Map.ofEntries(
          entry("assets", List.of("assets", "select")),
          entry("codeVersion", List.of("run")),
          entry("defaultValue", List.of("default")),
          entry("edges", List.of("select")),
          entry("engineName", List.of("name")),
          entry("identifier", List.of("key", "name")),
          entry("initialSeconds", List.of("wait")),
          entry("otherTriggers", List.of("triggers")),
          entry("partitionSet", List.of("partitions")),
          entry("partitionSets", List.of("partitions")),
          entry("product", List.of("metadata")),
          entry("scope", List.of("scope", "name")),
          entry("store", List.of("catalog", "resource")),
          entry("upstream", List.of("inputs", "deps")),
          entry("waitSeconds", List.of("wait", "max")));

  /** A cron trigger of the plan, which has them in an order of its own. */
  private static final Pattern TRIGGER =
      Pattern.compile("(jobs\\[([^\\]]*)\\]\\.triggers)\\[([0-9]+)\\](.*)");

  private final ExecutionPlan plan;
  private final List<SpecLeaf> leaves;

  /** Looks among all values of the product that a plan was made of. */
  public SpecPlaces(ExecutionPlan plan, List<SpecLeaf> leaves) {
    this.plan = plan;
    this.leaves = List.copyOf(leaves);
  }

  /** Returns the values behind a place of the plan; of an element as a whole its name alone. */
  public List<SpecLeaf> of(String planAddress) {
    Set<String> places = Set.of("");
    Matcher segment = SEGMENT.matcher(asWritten(planAddress));
    while (segment.find()) {
      Set<String> next = new LinkedHashSet<>();
      for (String place : places) {
        next.addAll(
            segment.group(1) == null
                ? fields(place, segment.group(2))
                : elements(place, segment.group(1)));
      }
      if (next.isEmpty()) {
        break;
      }
      places = next;
    }
    List<SpecLeaf> found = new ArrayList<>();
    for (String place : places) {
      found.addAll(place.isEmpty() ? List.of() : valuesOf(place));
    }
    return found;
  }

  /** A trigger is told by its line and zone, wherever it is written: also inside an {@code any}. */
  private String asWritten(String planAddress) {
    Matcher trigger = TRIGGER.matcher(planAddress);
    if (!trigger.matches()) {
      return planAddress;
    }
    return plan.jobs().stream()
        .filter(job -> job.name().equals(trigger.group(2)))
        .flatMap(job -> job.triggers().stream().skip(Long.parseLong(trigger.group(3))).limit(1))
        .flatMap(cron -> placeOf(trigger.group(1), cron).stream())
        .map(place -> place + trigger.group(4))
        .findFirst()
        .orElse(planAddress);
  }

  private Optional<String> placeOf(String triggers, JobPlan.CronTrigger cron) {
    String field = ".cron";
    return leaves.stream()
        .filter(leaf -> leaf.address().startsWith(triggers + "["))
        .filter(leaf -> leaf.address().endsWith(field) && leaf.text().equals(cron.cron()))
        .map(leaf -> leaf.address().substring(0, leaf.address().length() - field.length()))
        .filter(
            place ->
                leaves.stream()
                    .filter(leaf -> leaf.address().equals(place + ".timezone"))
                    .allMatch(leaf -> leaf.text().equals(cron.timezone())))
        .findFirst();
  }

  private List<SpecLeaf> valuesOf(String place) {
    if (place.endsWith("]")) {
      for (String name : List.of(".key", ".name", ".asset")) {
        List<SpecLeaf> named =
            leaves.stream().filter(leaf -> leaf.address().equals(place + name)).toList();
        if (!named.isEmpty()) {
          return named;
        }
      }
    }
    return leaves.stream().filter(leaf -> leaf.isIn(place)).toList();
  }

  private List<String> fields(String place, String word) {
    return WORKED_OUT.getOrDefault(word, List.of(word, plain(word))).stream()
        .map(name -> place.isEmpty() ? name : place + "." + name)
        .filter(this::isSaid)
        .distinct()
        .toList();
  }

  /** The plan counts in seconds and asks with "is", where the spec does not. */
  private static String plain(String word) {
    String counted = word.endsWith("Seconds") ? word.substring(0, word.length() - 7) : word;
    return counted.startsWith("is") && counted.length() > 2
        ? Character.toLowerCase(counted.charAt(2)) + counted.substring(3)
        : counted;
  }

  /** An element of the plan has a name where that of the spec may have a position only. */
  private Set<String> elements(String place, String name) {
    Set<String> found = new LinkedHashSet<>();
    if (isSaid(place + "[" + name + "]")) {
      found.add(place + "[" + name + "]");
      return found;
    }
    for (SpecLeaf leaf : leaves) {
      if (leaf.text().equals(name) && leaf.address().startsWith(place + "[")) {
        int end = leaf.address().indexOf(']', place.length());
        found.add(leaf.address().substring(0, end + 1));
      }
    }
    return found;
  }

  private boolean isSaid(String place) {
    return leaves.stream().anyMatch(leaf -> leaf.isIn(place));
  }
}
