package dev.regauge.services;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The labels that a file of ours has, as Kubernetes takes them.
 *
 * @param annotations those whose texts are no values of labels
 */
public record WrittenLabels(
    SortedMap<String, String> labels, SortedMap<String, String> annotations) {
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

  /** Returns written labels, sorted out. */
  public static WrittenLabels of(SortedMap<String, String> written) {
    WrittenLabels sorted = new WrittenLabels(new TreeMap<>(), new TreeMap<>());
    written.forEach(
        (key, value) ->
            (VALUE.matcher(value).matches() ? sorted.labels : sorted.annotations).put(key, value));
    return sorted;
  }
}
