package dev.regauge.engine.where;

import dev.regauge.engine.explain.SpecLeaf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
      Map.of(
          "assets", List.of("assets", "select"),
          "codeVersion", List.of("run"),
          "defaultValue", List.of("default"),
          "edges", List.of("select"),
          "engineName", List.of("name"),
          "identifier", List.of("key", "name"),
          "initialSeconds", List.of("wait"),
          "partitionSet", List.of("partitions"),
          "product", List.of("metadata"),
          "upstream", List.of("inputs", "deps"));

  private static final Map<String, List<String>> MORE =
      Map.of(
          "scope", List.of("scope", "name"),
          "otherTriggers", List.of("triggers"),
          "partitionSets", List.of("partitions"),
          "store", List.of("catalog", "resource"),
          "waitSeconds", List.of("wait", "max"));

  private final List<SpecLeaf> leaves;

  /** Looks among all values of a product. */
  public SpecPlaces(List<SpecLeaf> leaves) {
    this.leaves = List.copyOf(leaves);
  }

  /** Returns the values behind a place of the plan; of an element as a whole its name alone. */
  public List<SpecLeaf> of(String planAddress) {
    Set<String> places = Set.of("");
    Matcher segment = SEGMENT.matcher(planAddress);
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
    String plain = plain(word);
    List<String> names =
        WORKED_OUT.getOrDefault(word, MORE.getOrDefault(word, List.of(word, plain)));
    return names.stream()
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
