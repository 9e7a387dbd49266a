package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.source.SourceMap;
import java.util.List;
import java.util.Optional;

/**
 * Tells where the values of a completed product came from. Looked up when asked, so it costs
 * nothing else.
 */
public final class Origins {

  /**
   * Fields of an asset that {@code defaults} has too; an asset's own field hides the whole of it.
   */
  static final List<String> ASSET_DEFAULTS = List.of("execution", "retry", "maxRuntime", "pool");

  private final SourceMap sources;

  Origins(SourceMap sources) {
    this.sources = sources;
  }

  /** Returns the origin of the value at a path of the normal form. */
  public Origin of(SpecPath path) {
    if (sources.isWritten(path)) {
      return new Origin.Written(sources.valueAt(path).orElseThrow());
    }
    return source(path.text())
        .map(SpecPath::new)
        .filter(sources::isWritten)
        .<Origin>map(from -> new Origin.Inherited(from.text(), sources.valueAt(from).orElseThrow()))
        .orElseGet(Origin.BuiltIn::new);
  }

  /** Returns the path whose value stands in when the path itself says nothing. */
  private Optional<String> source(String path) {
    int field = path.indexOf("].") + 2;
    if (path.startsWith("assets[") && field > 1) {
      String asset = path.substring(0, field - 1);
      String rest = path.substring(field);
      if (rest.equals("owners") || rest.equals("owners[0]")) {
        return Optional.of("metadata.owner");
      }
      for (String name : ASSET_DEFAULTS) {
        boolean isOfField = rest.equals(name) || rest.startsWith(name + ".");
        if (isOfField && !sources.isWritten(new SpecPath(asset + "." + name))) {
          return Optional.of("defaults." + rest);
        }
      }
      return Optional.empty();
    }
    boolean isZone =
        path.endsWith(".timezone") && (path.startsWith("jobs[") || path.startsWith("partitions["));
    return isZone ? Optional.of("defaults.timezone") : Optional.empty();
  }
}
