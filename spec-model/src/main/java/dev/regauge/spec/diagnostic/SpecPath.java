package dev.regauge.spec.diagnostic;

import java.util.List;

/**
 * The address of a place in the normal form of a spec, for example {@code assets[2].deps[0].asset}.
 *
 * <p>Steps are field names and zero-based positions. Generated files use name addresses instead
 * (semantics 28).
 */
public record SpecPath(String text) implements Comparable<SpecPath> {

  /** The whole document. */
  public static final SpecPath ROOT = new SpecPath("");

  /** Returns this path's field of that name. */
  public SpecPath field(String name) {
    return new SpecPath(text.isEmpty() ? name : text + "." + name);
  }

  /** Returns the element at that position. */
  public SpecPath at(int index) {
    return new SpecPath(text + "[" + index + "]");
  }

  /**
   * Returns the entry of that key in a map, for example {@code env[MODE]}; the key is taken as it
   * is.
   */
  public SpecPath entry(String key) {
    return new SpecPath(text + "[" + key + "]");
  }

  /** Returns a path of fields. */
  public static SpecPath of(String first, String... more) {
    SpecPath path = ROOT.field(first);
    for (String name : List.of(more)) {
      path = path.field(name);
    }
    return path;
  }

  @Override
  public int compareTo(SpecPath other) {
    return text.compareTo(other.text);
  }
}
