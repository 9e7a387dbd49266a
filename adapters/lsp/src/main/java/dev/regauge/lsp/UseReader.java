package dev.regauge.lsp;

import dev.regauge.spec.model.form.Wildcards;
import dev.regauge.spec.source.Written;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads from the texts of a file which names they refer to; a selector may hold several. */
final class UseReader {

  private final FileView file;
  private final Consumer<Use> out;

  UseReader(FileView file, Consumer<Use> out) {
    this.file = file;
    this.out = out;
  }

  void read() {
    for (Spot spot : file.spots()) {
      spot.refersTo().ifPresent(kind -> read(spot, kind));
    }
  }

  private void read(Spot spot, RefersTo kind) {
    String text = spot.text().text();
    switch (kind) {
      case SELECTOR -> selector(spot);
      case EVENT_TARGET -> add(spot, targetOf(spot), text, 0);
      case ADDRESS -> address(spot);
      case ASSET -> {
        if (text.indexOf(':') < 0) {
          add(spot, RefersTo.ASSET, text, 0); // else a list that a function makes
        }
      }
      case COLUMN -> use(spot, kind, text, 0, scopeOf(spot));
      case TABLE, RESOURCE, POOL, PARTITION_SET, JOB, ALERT, CATALOG, SENSOR, PARAM ->
          add(spot, kind, text, 0);
    }
  }

  /** Returns what an event's target is, which the event beside it says. */
  static RefersTo targetOf(Spot spot) {
    String event = spot.frame().fields().text("event").map(Written.Text::text).orElse("");
    return event.startsWith("job") || event.startsWith("schedule") ? RefersTo.JOB : RefersTo.ASSET;
  }

  /** Returns whose column it is: a key of an asset, or the name of a table. */
  static String scopeOf(Spot spot) {
    if (spot.record().name().equals("ForeignColumn")) {
      return spot.frame().fields().text("table").map(Written.Text::text).orElse("");
    }
    Optional<Spot.Frame> check =
        spot.frame().nearest("CheckSpec").filter(frame -> frame.fields().get("asset").isPresent());
    if (check.isPresent()) {
      return check.get().fields().text("asset").map(Written.Text::text).orElse("");
    }
    Optional<String> table =
        spot.frame()
            .nearest("TableSpec")
            .flatMap(frame -> frame.fields().text("name"))
            .or(
                () ->
                    spot.frame()
                        .nearest("OutputSpec")
                        .flatMap(frame -> frame.fields().text("table")))
            .map(Written.Text::text);
    return table.orElseGet(() -> ownerKey(spot.frame()));
  }

  /** Returns the key of the asset around, or nothing. */
  static String ownerKey(Spot.Frame frame) {
    return frame
        .nearest("AssetSpec")
        .flatMap(asset -> asset.fields().text("key"))
        .map(Written.Text::text)
        .orElse("");
  }

  private void selector(Spot spot) {
    int from = 0;
    for (String term : List.of(spot.text().text().split(",", -1))) {
      int start = from + term.length() - term.stripLeading().length();
      String bare = term.strip();
      int lead = 0;
      while (lead < bare.length() && Character.isDigit(bare.charAt(lead))) {
        lead++;
      }
      lead = lead < bare.length() && bare.charAt(lead) == '+' ? lead + 1 : 0;
      int plus = bare.lastIndexOf('+');
      boolean isTail =
          plus >= lead && bare.substring(plus + 1).chars().allMatch(Character::isDigit);
      String key = bare.substring(lead, isTail ? plus : bare.length());
      if (!key.isEmpty() && key.indexOf(':') < 0 && !Wildcards.isPattern(key)) {
        add(spot, RefersTo.ASSET, key, start + lead);
      }
      from += term.length() + 1;
    }
  }

  private void address(Spot spot) {
    String text = spot.text().text();
    for (RefersTo kind : List.of(RefersTo.ASSET, RefersTo.JOB)) {
      String list = kind == RefersTo.ASSET ? "assets[" : "jobs[";
      int close = text.indexOf(']');
      if (text.startsWith(list) && close > 0) {
        add(spot, kind, text.substring(list.length(), close), list.length());
      }
    }
  }

  private void add(Spot spot, RefersTo kind, String name, int offset) {
    use(spot, kind, name, offset, "");
  }

  private void use(Spot spot, RefersTo kind, String name, int offset, String scope) {
    int start = innerStart(spot.text());
    boolean isPlaced = start >= 0 && start + offset + name.length() <= spot.text().end();
    out.accept(
        isPlaced
            ? new Use(kind, name, scope, file, start + offset, start + offset + name.length(), spot)
            : new Use(kind, name, scope, file, spot.text().start(), spot.text().end(), spot));
  }

  /** Returns the index where a text itself begins, behind its quote; -1 where escapes are in it. */
  private int innerStart(Written.Text text) {
    String raw = file.lines().text();
    int start = text.start();
    if (text.isQuoted()) {
      start++;
    }
    return raw.startsWith(text.text(), start) ? start : -1;
  }
}
