package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.schema.SpecShape;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of a spec is written, and the text of its files.
 *
 * <p>A path's steps are the keys of the normal form: {@code assets[0].run.sql.query}, {@code
 * assets[0].checks[1].unique.columns}, {@code partitions[day].daily.start}. The place is looked up
 * in the tree when it is asked for, so that a spec without findings pays nothing.
 */
public final class SourceMap implements Locator, SourceText {

  private final SortedMap<String, SourceFile> files = new TreeMap<>();
  private final SortedMap<String, Span> includes = new TreeMap<>();
  private final SortedSet<String> kept = new TreeSet<>();
  private final Node.@Nullable Mapping product;

  SourceMap(Node.@Nullable Mapping product) {
    this.product = product;
  }

  /** Returns the map of nothing. */
  public static SourceMap empty() {
    return new SourceMap(null);
  }

  /** Returns the product's tree, when there is one. */
  Optional<Node.Mapping> tree() {
    return Optional.ofNullable(product);
  }

  /** Returns the same files with the places of another tree. */
  SourceMap of(Node.Mapping other) {
    SourceMap map = new SourceMap(other);
    map.files.putAll(files);
    map.includes.putAll(includes);
    map.kept.addAll(kept);
    return map;
  }

  void add(SourceFile file) {
    files.put(file.name(), file);
  }

  /** Adds files that somebody else wrote, of which the product keeps copies. */
  void addKept(SourceMap others) {
    files.putAll(others.files);
    kept.addAll(others.files.keySet());
  }

  /**
   * Whether a file is kept as somebody else wrote it: what it says is no value of the product's.
   */
  public boolean isKept(String file) {
    return kept.contains(file);
  }

  void addIncluded(SourceFile file, Span include) {
    add(file);
    includes.put(file.name(), include);
  }

  /** Returns the entry of {@code include} that a file was read for, when there is one. */
  public Optional<Span> includeOf(String file) {
    return Optional.ofNullable(includes.get(file));
  }

  /** Returns the names of the files that were read, relative to the product root. */
  public Iterable<String> files() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** Returns the whole text of a file that was read. */
  public Optional<String> text(String file) {
    return Optional.ofNullable(files.get(file)).map(SourceFile::text);
  }

  @Override
  public Optional<Span> valueAt(SpecPath path) {
    return find(path).map(step -> step.value().span());
  }

  @Override
  public Optional<Span> keyAt(SpecPath path) {
    return find(path).map(step -> step.isWhole() ? step.key() : step.value()).map(Node::span);
  }

  @Override
  public void texts(TextVisitor visitor) {
    if (product != null) {
      new TextWalk(visitor).walk(product, SpecShape.product());
    }
  }

  /** Whether the file itself says something at the path, in short or in normal form. */
  public boolean isWritten(SpecPath path) {
    return find(path).filter(Step::isWhole).isPresent();
  }

  /** Whether it is null that the file says at the path. */
  public boolean isNull(SpecPath path) {
    return find(path).filter(step -> step.isWhole() && SpecBinder.isNull(step.value())).isPresent();
  }

  /** Returns what is written in short form at the path or around it, when something is. */
  public Optional<ShortValue> shortFormOf(SpecPath path) {
    return find(path).filter(Step::isWhole).flatMap(step -> Optional.ofNullable(step.shortValue()));
  }

  /**
   * A value that is written in short form.
   *
   * @param field the field that it is written in, for example {@code defaults.retry}
   */
  public record ShortValue(String field, Span span) {}

  @Override
  public Optional<String> line(String file, int line) {
    SourceFile source = files.get(file);
    return source == null ? Optional.empty() : source.line(line);
  }

  private Optional<Step> find(SpecPath path) {
    if (product == null) {
      return Optional.empty();
    }
    String text = path.text();
    Node node = product;
    Node key = product;
    ShortValue shortValue = null;
    int at = 0;
    while (at < text.length()) {
      Found next = text.charAt(at) == '[' ? inBrackets(node, text, at) : named(node, text, at);
      if (next == null) {
        return Optional.of(new Step(key, node, false, shortValue));
      }
      key = next.key();
      node = next.value();
      at = next.end();
      if (shortValue == null && node instanceof Node.Mapping map && map.isShort()) {
        // The outermost is what is written: a short form may stand for others inside.
        String from = map.movedFrom();
        shortValue = new ShortValue(from == null ? text.substring(0, at) : from, map.span());
      }
    }
    return Optional.of(new Step(key, node, true, shortValue));
  }

  private static @Nullable Found named(Node node, String path, int start) {
    int from = path.charAt(start) == '.' ? start + 1 : start;
    int end = from;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return entry(node, path.substring(from, end), end);
  }

  private static @Nullable Found inBrackets(Node node, String path, int start) {
    int close = path.indexOf(']', start);
    if (close < 0) {
      return null;
    }
    if (node instanceof Node.Sequence list) {
      int position = position(path, start + 1, close);
      if (position < 0 || position >= list.items().size()) {
        return null;
      }
      Node item = list.items().get(position);
      return new Found(item, item, close + 1);
    }
    // A key may itself hold brackets: the first close that ends a key of the map is the one.
    while (close >= 0) {
      Found found = entry(node, path.substring(start + 1, close), close + 1);
      if (found != null) {
        return found;
      }
      close = path.indexOf(']', close + 1);
    }
    return null;
  }

  private static @Nullable Found entry(Node node, String name, int end) {
    if (!(node instanceof Node.Mapping map)) {
      return null;
    }
    int position = map.positionOf(name);
    if (position < 0) {
      position = map.positionOf(SpecBinder.DERIVED + name);
    }
    return position < 0 ? null : new Found(map.key(position), map.value(position), end);
  }

  private static int position(String path, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (c < '0' || c > '9' || i - from > 8) {
        return -1;
      }
      number = 10 * number + c - '0';
    }
    return to > from ? number : -1;
  }

  private record Found(Node key, Node value, int end) {}

  /** The last step that is written; {@code isWhole}: it is the path's last one. */
  private record Step(Node key, Node value, boolean isWhole, @Nullable ShortValue shortValue) {}
}
