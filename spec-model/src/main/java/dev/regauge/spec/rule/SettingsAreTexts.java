package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.SortedMap;

/**
 * Tells of settings of a resource that are no text: a step would take {@code [a]} or {@code true}
 * for a name, and an empty text for a setting that is not there.
 *
 * @param who what findings call the resource
 */
record SettingsAreTexts(Code code, SpecGraph graph, String who) {

  /** Judges those of the known settings that are written in a resource's config. */
  void judge(List<String> known, SortedMap<String, Value> config, SpecPath of, Diagnostics out) {
    for (String setting : known) {
      Value value = config.get(setting);
      if (value != null && !isText(value) && !PlacesAreReferences.tellsOf(setting, value)) {
        out.add(
            Diagnostic.error(code, "'" + setting + "' of " + who + " is no text")
                .at(of.entry(setting), graph.locator())
                .label(value instanceof Value.Text ? "it is empty" : "not a text or a reference")
                .help("write a text, {env: NAME} or, of what is secret, {secretRef: name/key}"));
      }
    }
  }

  private static boolean isText(Value value) {
    return switch (value) {
      case Value.Text(String text) -> !text.isBlank();
      case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ -> true;
      case Value.Number _, Value.Bool _, Value.Nothing _, Value.Sequence _, Value.Mapping _ ->
          false;
    };
  }
}
