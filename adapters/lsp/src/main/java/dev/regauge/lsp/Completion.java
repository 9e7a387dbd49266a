package dev.regauge.lsp;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.source.Written;
import dev.regauge.spec.source.WrittenTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * Offers what may stand at a place. A mark is put there, as a value and as a key, and the file is
 * read again; where the mark then stands tells what it could be. A file that is broken elsewhere is
 * read without its broken lines.
 */
final class Completion {

  /** More nobody reads; whoever types on asks again. */
  private static final int MOST = 500;

  /** No text of a product; a plain scalar and a key alike. */
  private static final String MARK = "zzregaugezz";

  private final OpenProduct product;
  private final FileView file;
  private final SchemaTexts texts;
  private final int start;
  private final int end;
  private final String typed;
  private final SortedMap<String, CompletionItem> items = new TreeMap<>();

  Completion(OpenProduct product, FileView file, int index, SchemaTexts texts) {
    this.product = product;
    this.file = file;
    this.texts = texts;
    String text = file.lines().text();
    int from = index;
    while (from > 0 && isWord(text.charAt(from - 1))) {
      from--;
    }
    int to = index;
    while (to < text.length() && isWord(text.charAt(to))) {
      to++;
    }
    this.typed = text.substring(from, index);
    this.start = from;
    this.end = to;
  }

  private static boolean isWord(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || "_./-".indexOf(c) >= 0;
  }

  CompletionList list() {
    List<CompletionItem> all = items();
    if (all.size() <= MOST) {
      return new CompletionList(false, all);
    }
    return new CompletionList(
        true, all.stream().filter(item -> item.getLabel().contains(typed)).limit(MOST).toList());
  }

  private List<CompletionItem> items() {
    String text = file.lines().text();
    int from = start;
    // A list's dash is no part of a word: "-|" and "- |".
    while (from < end && text.charAt(from) == '-') {
      from++;
    }
    String before = text.substring(0, from);
    String after = text.substring(end);
    boolean isKey = after.startsWith(":");
    if (!isKey) {
      offer(before + spaced(before) + MARK + after, from);
    }
    boolean isLineStart = before.substring(before.lastIndexOf('\n') + 1).matches("[ -]*");
    if (isKey || isLineStart) {
      offer(before + spaced(before) + MARK + (isKey ? "" : ":") + after, from);
    }
    return List.copyOf(items.values());
  }

  private static String spaced(String before) {
    if (before.endsWith(PluginOffers.STEP)) {
      return ""; // no key: what follows is the same text
    }
    return before.endsWith("-") || before.endsWith(":") ? " " : "";
  }

  private void offer(String marked, int from) {
    WrittenTree tree = Salvage.read(marked, from);
    List<Spot> found = new ArrayList<>();
    tree.root()
        .ifPresent(
            root ->
                ShapeWalk.walk(
                    root,
                    spot -> {
                      if (spot.text().text().contains(MARK)) {
                        found.add(spot);
                      }
                    }));
    Range range = file.lines().range(from, end);
    for (Spot spot : found) {
      switch (spot.role()) {
        case KEY -> keys(spot, range);
        case NAME -> {
          spot.refersTo().ifPresent(kind -> names(kind, spot, range, ": "));
          settings(spot, range);
        }
        case VALUE -> values(spot, range);
      }
    }
  }

  private void keys(Spot spot, Range range) {
    SortedSet<String> taken = new TreeSet<>();
    spot.frame().fields().fields().forEach(field -> taken.add(field.key().text()));
    if (spot.frame().shape() instanceof Shape.KindOf kinds) {
      kinds.kinds().forEach((kind, shape) -> key(kind, texts.about(kinds, kind), shape, range, 0));
      return;
    }
    RecordShape record = spot.record();
    List<String> oneOf = record.exactlyOneOf();
    boolean isChosen = oneOf.stream().anyMatch(taken::contains);
    int order = 0;
    for (String name : record.fieldNames()) {
      order++;
      boolean isExcluded = taken.contains(name) || (isChosen && oneOf.contains(name));
      if (!isExcluded && !isOtherKind(record, name, taken)) {
        Written nothing = new Written.Text("", false, 0, 0);
        int rank = isRequired(record, name) ? order : 1000 + order;
        ShapeWalk.behind(record, name, nothing)
            .ifPresent(shape -> key(name, texts.about(record, name), shape, range, rank));
      }
    }
  }

  /** Whether a key is a kind beside which another one stands already. */
  private static boolean isOtherKind(RecordShape record, String name, SortedSet<String> taken) {
    int position = record.positionOf(name);
    if (position < 0 || !record.fields().get(position).isInline()) {
      return false;
    }
    return taken.stream().anyMatch(key -> record.positionOf(key) == position);
  }

  private static boolean isRequired(RecordShape record, String name) {
    int position = record.positionOf(name);
    Field field = position < 0 ? null : record.fields().get(position);
    return field != null && field.isRequired() && !field.isInline();
  }

  private void key(String name, String about, Shape shape, Range range, int rank) {
    boolean isFollowed = file.lines().text().startsWith(":", end);
    CompletionItem item = item(name, name + (isFollowed ? "" : ": "), range);
    item.setKind(CompletionItemKind.Field);
    item.setDetail(ShapeWords.of(shape));
    item.setSortText(String.format(Locale.ROOT, "%05d", rank));
    if (!about.isEmpty()) {
      item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, about));
    }
    items.putIfAbsent(name, item);
  }

  private void values(Spot spot, Range range) {
    Optional<RefersTo> kind = spot.refersTo();
    if (kind.isPresent()) {
      names(kind.get(), spot, range, "");
      return;
    }
    String written = spot.text().text();
    String before = written.substring(0, written.indexOf(MARK));
    for (String name : new PluginOffers(product.steps()).names(spot, before)) {
      value(name, name, CompletionItemKind.Function, range).setDetail("of a plugin");
    }
    if (!written.equals(MARK)) {
      return; // part of a longer text
    }
    switch (spot.shape().orElse(null)) {
      case Shape.Text text ->
          text.choices()
              .forEach(choice -> value(choice, choice, CompletionItemKind.EnumMember, range));
      case Shape.Flag _ ->
          List.of("true", "false")
              .forEach(word -> value(word, word, CompletionItemKind.Keyword, range));
      case null -> {}
      case Shape.Whole _, Shape.Decimal _, Shape.Any _ -> {}
      case Shape.ListOf _, Shape.MapOf _, Shape.KindOf _, RecordShape _ -> {}
    }
  }

  private void settings(Spot spot, Range range) {
    boolean isFollowed = file.lines().text().startsWith(":", end);
    new PluginOffers(product.steps())
        .settings(spot)
        .forEach(
            (name, about) -> {
              CompletionItem item =
                  value(name, name + (isFollowed ? "" : ": "), CompletionItemKind.Property, range);
              item.setDetail("a setting of the plugin");
              if (!about.isEmpty()) {
                item.setDocumentation(about);
              }
            });
  }

  private void names(RefersTo kind, Spot spot, Range range, String behind) {
    switch (kind) {
      case SELECTOR -> selectors(spot, range);
      case EVENT_TARGET -> named(UseReader.targetOf(spot), range, behind);
      case COLUMN ->
          product
              .knownColumns(UseReader.scopeOf(spot))
              .forEach(name -> value(name, name + behind, CompletionItemKind.Field, range));
      case ASSET -> {
        named(RefersTo.ASSET, range, behind);
        if (spot.record().name().equals("InputSpec")) {
          named(RefersTo.TABLE, range, behind);
        }
      }
      case ADDRESS -> {}
      case TABLE, RESOURCE, POOL, PARTITION_SET, JOB, ALERT, CATALOG, SENSOR, PARAM ->
          named(kind, range, behind);
    }
  }

  private void named(RefersTo kind, Range range, String behind) {
    for (String name : product.known(kind)) {
      CompletionItem item = value(name, name + behind, CompletionItemKind.Reference, range);
      item.setDetail(kind.noun());
    }
  }

  private void selectors(Spot spot, Range range) {
    String text = spot.text().text();
    String before = text.substring(0, text.indexOf(MARK));
    if (before.endsWith("group:")) {
      groups().forEach(name -> value(name, name, CompletionItemKind.Folder, range));
      return;
    }
    if (before.endsWith(":")) {
      return;
    }
    named(RefersTo.ASSET, range, "");
    for (String method : List.of("group:", "kind:", "owner:", "tag:")) {
      value(method, method, CompletionItemKind.Keyword, range);
    }
  }

  private SortedSet<String> groups() {
    SortedSet<String> groups = new TreeSet<>();
    for (Declared asset : product.names().all(RefersTo.ASSET).values()) {
      String first = asset.name().substring(0, Math.max(0, asset.name().indexOf('/')));
      groups.add(
          asset.value() instanceof Written.Fields fields
              ? fields.text("group").map(Written.Text::text).orElse(first)
              : first);
    }
    groups.remove("");
    return groups;
  }

  private CompletionItem value(String label, String text, CompletionItemKind kind, Range range) {
    CompletionItem item = item(label, text, range);
    item.setKind(kind);
    items.putIfAbsent(label, item);
    return item;
  }

  private static CompletionItem item(String label, String text, Range range) {
    CompletionItem item = new CompletionItem(label);
    item.setTextEdit(Either.forLeft(new TextEdit(range, text)));
    item.setFilterText(label);
    return item;
  }
}
