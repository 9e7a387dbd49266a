package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.source.SourceMap;
import dev.regauge.spec.source.SourceMap.ShortValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells where the values of a completed product came from, by what the reader and the resolver
 * noted. The steps are put together when they are asked for.
 */
public final class Origins {

  private final SourceMap sources;
  private final Inheritance inherited;
  private final Environments environments;

  Origins(SourceMap sources, Inheritance inherited, Environments environments) {
    this.sources = sources;
    this.inherited = inherited;
    this.environments = environments;
  }

  /** Returns what environments say in place of the product's own values. */
  public Environments environments() {
    return environments;
  }

  /** Returns the origin of the value at a path of the normal form, in no environment. */
  public Origin of(SpecPath path) {
    SpecPath at = path;
    while (!isSaid(at)) {
      Optional<SpecPath> from = inherited.sourceOf(at);
      if (from.isEmpty()) {
        return new Origin(List.of(new Origin.BuiltIn()));
      }
      at = from.get();
    }
    Span span = placeOf(at);
    return written(
        at, at.equals(path) ? new Origin.Written(span) : new Origin.Inherited(at.text(), span));
  }

  /** Returns the origin of what an environment says. */
  public Origin of(Environments.Setting setting) {
    SpecPath at = setting.from();
    return written(at, new Origin.Overridden(setting.environment(), at.text(), placeOf(at)));
  }

  /** A field that is null says nothing; null in a map or a list is a value. */
  private boolean isSaid(SpecPath path) {
    return sources.isWritten(path) && (path.text().endsWith("]") || !sources.isNull(path));
  }

  private Span placeOf(SpecPath written) {
    return sources.valueAt(written).orElseThrow();
  }

  /** Goes on from a value's place to the form that it is written in and to the file. */
  private Origin written(SpecPath at, Origin.Step first) {
    List<Origin.Step> steps = new ArrayList<>();
    Optional<ShortValue> brief = sources.shortFormOf(at);
    boolean isSamePlace =
        first instanceof Origin.Written(Span span)
            && brief.filter(value -> value.span().equals(span)).isPresent();
    if (!isSamePlace) {
      steps.add(first);
    }
    brief.ifPresent(value -> steps.add(new Origin.ShortForm(value.field(), value.span())));
    String file = placeOf(at).file();
    sources.includeOf(file).ifPresent(include -> steps.add(new Origin.Included(file, include)));
    return new Origin(steps);
  }
}
