package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.model.form.Wildcards;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One term of a selector.
 *
 * @param bare what stands between the signs
 * @param upstream how many steps upstream, -1 = all of them, 0 = none
 * @param downstream how many steps downstream, likewise
 */
record SelectorTerm(String bare, int upstream, int downstream) {

  private static final List<String> METHODS = List.of("group", "kind", "owner", "tag");
  private static final String GROUP = "group:";
  private static final int MOST_STEPS = 6; // digits

  static SelectorTerm of(String text) {
    int from = digits(text, 0);
    int upstream = 0;
    if (from < text.length() && from <= MOST_STEPS && text.charAt(from) == '+') {
      upstream = from == 0 ? -1 : Integer.parseInt(text.substring(0, from));
      from++;
    } else {
      from = 0;
    }
    int to = text.length();
    int downstream = 0;
    int plus = text.lastIndexOf('+');
    boolean isSteps =
        plus >= from
            && plus < text.length()
            && digits(text, plus + 1) == text.length()
            && text.length() - plus <= MOST_STEPS;
    if (isSteps) {
      String number = text.substring(plus + 1);
      downstream = number.isEmpty() ? -1 : Integer.parseInt(number);
      to = plus;
    }
    return new SelectorTerm(text.substring(from, to), upstream, downstream);
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  Set<String> in(SpecGraph graph) {
    Set<String> named = named(graph);
    if (upstream == 0 && downstream == 0) {
      return named;
    }
    Set<String> chosen = new LinkedHashSet<>(named);
    if (upstream != 0) {
      chosen.addAll(graph.edges().withUpstream(named, upstream));
    }
    if (downstream != 0) {
      chosen.addAll(graph.edges().withDownstream(named, downstream));
    }
    return chosen;
  }

  Optional<String> problem() {
    if (bare.isEmpty()) {
      return Optional.of("it names nothing");
    }
    int colon = bare.indexOf(':');
    if (colon >= 0) {
      String method = bare.substring(0, colon);
      if (!METHODS.contains(method)) {
        return Optional.of(
            "there is no '"
                + method
                + ":'"
                + NearestName.to(method, METHODS)
                    .map(near -> "; did you mean '" + near + ":'?")
                    .orElse(""));
      }
      return colon == bare.length() - 1
          ? Optional.of("nothing stands behind '" + method + ":'")
          : Optional.empty();
    }
    boolean isKey = Wildcards.isPattern(bare) || TextFormat.ASSET_KEY.matches(bare);
    return isKey ? Optional.empty() : Optional.of("'" + bare + "' cannot be a key");
  }

  Optional<String> key() {
    boolean isKey = !Wildcards.isPattern(bare) && bare.indexOf(':') < 0;
    return isKey ? Optional.of(bare) : Optional.empty();
  }

  private Set<String> named(SpecGraph graph) {
    Set<String> named = new LinkedHashSet<>();
    Optional<String> key = key();
    if (key.isPresent()) {
      key.filter(graph.edges()::has).ifPresent(named::add);
    } else if (bare.startsWith(GROUP) && !Wildcards.isPattern(bare)) {
      List<AssetNode> ofGroup =
          graph.byGroup().getOrDefault(bare.substring(GROUP.length()), List.of());
      ofGroup.forEach(asset -> named.add(asset.key()));
    } else {
      Predicate<AssetNode> matches = matcher();
      graph.assets().stream().filter(matches).map(AssetNode::key).forEach(named::add);
    }
    return named;
  }

  private Predicate<AssetNode> matcher() {
    int colon = bare.indexOf(':');
    String value = bare.substring(colon + 1);
    return switch (colon < 0 ? "" : bare.substring(0, colon)) {
      case "" -> asset -> isAll() || Wildcards.fits(asset.key(), bare);
      case "group" -> asset -> Wildcards.fits(asset.group(), value);
      case "kind" -> asset -> asset.spec().kinds().stream().anyMatch(kind -> fits(kind, value));
      case "owner" -> asset -> asset.spec().owners().stream().anyMatch(owner -> fits(owner, value));
      case "tag" -> asset -> hasTag(asset.spec().tags(), value);
      default -> asset -> false;
    };
  }

  /** One star is everything, as in the spec; between slashes it is one step. */
  private boolean isAll() {
    return bare.equals("*");
  }

  private static boolean fits(String name, String wanted) {
    return name.equals(wanted) || (Wildcards.isPattern(wanted) && Wildcards.fits(name, wanted));
  }

  private static boolean hasTag(Map<String, String> tags, String wanted) {
    int equals = wanted.indexOf('=');
    if (equals < 0) {
      return tags.keySet().stream().anyMatch(name -> fits(name, wanted));
    }
    String value = tags.get(wanted.substring(0, equals));
    return value != null && fits(value, wanted.substring(equals + 1));
  }
}
