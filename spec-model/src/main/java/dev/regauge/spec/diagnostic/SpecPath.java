package dev.regauge.spec.diagnostic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of a place in the normal form of a spec, for example {@code assets[2].deps[0].asset}.
 *
 * <p>Steps are field names and zero-based positions. Generated files use name addresses instead
 * (semantics 28).
 *
 * <p>Its text is made when it is first asked for: the linker and the rules make a path for most
 * places that they look at, and only findings show one.
 */
public final class SpecPath implements Comparable<SpecPath> {

  /** The whole document. */
  public static final SpecPath ROOT = new SpecPath("");

  private static final int FIELD = -1;
  private static final int ENTRY = -2;

  private final @Nullable SpecPath owner;
  private final String name;

  /** The position in a list, or which kind of step the name is. */
  private final int step;

  private @Nullable String text;

  /** Takes a path from its text. */
  public SpecPath(String text) {
    this(null, text, FIELD);
    this.text = text;
  }

  private SpecPath(@Nullable SpecPath owner, String name, int step) {
    this.owner = owner;
    this.name = name;
    this.step = step;
  }

  /** Returns this path's field of that name. */
  public SpecPath field(String name) {
    return new SpecPath(this, name, FIELD);
  }

  /** Returns the element at that position. */
  public SpecPath at(int index) {
    return new SpecPath(this, "", index);
  }

  /**
   * Returns the entry of that key in a map, for example {@code env[MODE]}; the key is taken as it
   * is.
   */
  public SpecPath entry(String key) {
    return new SpecPath(this, key, ENTRY);
  }

  /** Returns a path of fields. */
  public static SpecPath of(String first, String... more) {
    SpecPath path = ROOT.field(first);
    for (String name : List.of(more)) {
      path = path.field(name);
    }
    return path;
  }

  /** Returns the steps as one text, for example {@code env[MODE]}. */
  public String text() {
    String known = text;
    if (known == null) {
      StringBuilder written = new StringBuilder();
      write(written);
      known = written.toString();
      text = known;
    }
    return known;
  }

  private void write(StringBuilder written) {
    if (owner == null || text != null) {
      written.append(text());
      return;
    }
    owner.write(written);
    switch (step) {
      case FIELD -> written.append(written.isEmpty() ? "" : ".").append(name);
      case ENTRY -> written.append('[').append(name).append(']');
      default -> written.append('[').append(step).append(']');
    }
  }

  @Override
  public int compareTo(SpecPath other) {
    return text().compareTo(other.text());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpecPath path && text().equals(path.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
