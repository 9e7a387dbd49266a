package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code mapping: {rule: last}} as the spec does: {@code mapping: last}. The formatter once
 * wrote it out.
 */
final class PlainMappingRule implements Migration {

  @Override
  public String words() {
    return "'mapping: {rule: …}' is written 'mapping: …'";
  }

  @Override
  public List<Change> changes(String text, Written root) {
    List<Change> changes = new ArrayList<>();
    find(root, text, changes);
    return changes;
  }

  private static void find(Written piece, String text, List<Change> changes) {
    switch (piece) {
      case Written.Text _ -> {}
      case Written.Items list -> list.items().forEach(item -> find(item, text, changes));
      case Written.Fields map -> {
        for (Written.Field field : map.fields()) {
          if (field.key().text().equals("mapping")) {
            mapping(field, text, changes);
          } else {
            find(field.value(), text, changes);
          }
        }
      }
    }
  }

  private static void mapping(Written.Field field, String text, List<Change> changes) {
    if (!(field.value() instanceof Written.Fields mapping)) {
      return;
    }
    boolean isRule =
        mapping.fields().size() == 1
            && mapping.fields().getFirst().key().text().equals("rule")
            && mapping.fields().getFirst().value() instanceof Written.Text;
    if (isRule) {
      Written rule = mapping.fields().getFirst().value();
      String word = text.substring(rule.start(), rule.end());
      int colon = text.indexOf(':', field.key().end());
      boolean isNear = text.substring(colon + 1, mapping.start()).isBlank();
      changes.add(
          isNear
              ? new Change(colon + 1, mapping.end(), " " + word)
              : new Change(mapping.start(), mapping.end(), word)); // a comment stands between
    } else if (mapping.get("dims").orElse(null) instanceof Written.Fields dims) {
      dims.fields().forEach(dimension -> mapping(dimension, text, changes));
    }
  }
}
