package dev.regauge.lsp;

import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.source.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/**
 * Gives an asset another key in every file, so that what it is and where its data lie stay.
 *
 * <p>The old key goes to {@code was}, and the engines' history follows. A table that was named
 * after the key keeps its name, now written down: the data are not moved, and SQL texts, which
 * nobody can rewrite for sure, still find it. Who reads the asset keeps the name that the code
 * knows it by ({@code as}). The job and the partition set that are named after the key get their
 * new names wherever they are used.
 */
final class AssetRename {

  private final OpenProduct product;
  private final ProductNames names;
  private final Declared asset;
  private final Map<String, List<TextEdit>> edits = new LinkedHashMap<>();

  /** Why something cannot be renamed, in words for whoever asked. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String words) {
      super(words);
    }
  }

  private AssetRename(OpenProduct product, Declared asset) {
    this.product = product;
    this.names = product.names();
    this.asset = asset;
  }

  /** Returns the asset at a place, where its key is given or used, and the text that names it. */
  static Optional<Range> rangeAt(OpenProduct product, FileView file, int index) {
    ProductNames names = product.names();
    Optional<Use> use =
        names
            .useAt(file, index)
            .filter(at -> names.declarationOf(at).filter(AssetRename::isAsset).isPresent());
    if (use.filter(at -> at.kind() == RefersTo.ASSET).isPresent()) {
      return use.map(at -> file.lines().range(at.start(), at.end()));
    }
    return names
        .declaredAt(file, index)
        .filter(AssetRename::isAsset)
        .map(name -> file.lines().range(name.text().start(), name.text().end()));
  }

  private static boolean isAsset(Declared name) {
    return name.kind() == RefersTo.ASSET
        && name.value() instanceof Written.Fields fields
        && fields.text("key").filter(key -> key.start() == name.text().start()).isPresent();
  }

  static WorkspaceEdit of(OpenProduct product, FileView file, int index, String newKey)
      throws Refused {
    ProductNames names = product.names();
    Optional<Declared> asset =
        names
            .useAt(file, index)
            .filter(use -> use.kind() == RefersTo.ASSET)
            .flatMap(names::declarationOf)
            .or(() -> names.declaredAt(file, index))
            .filter(AssetRename::isAsset);
    if (asset.isEmpty()) {
      throw new Refused("only assets can be renamed");
    }
    if (!product.isWhole()) {
      throw new Refused("a file of the product is no valid YAML now; mend it first");
    }
    if (!TextFormat.ASSET_KEY.matches(newKey)) {
      throw new Refused("'" + newKey + "' is no key: " + TextFormat.ASSET_KEY.expectation());
    }
    if (names.all(RefersTo.ASSET).containsKey(newKey)) {
      throw new Refused("there is an asset '" + newKey + "' already");
    }
    return new AssetRename(product, asset.get()).to(newKey);
  }

  private WorkspaceEdit to(String newKey) {
    String oldKey = asset.name();
    Written.Fields fields = (Written.Fields) asset.value();
    replace(asset.file(), asset.text(), newKey);
    StringBuilder added = new StringBuilder();
    writeWas(fields, oldKey, newKey, added);
    keepTable(fields, oldKey, added);
    if (!added.isEmpty()) {
      insertBehindKey(fields, added.toString());
    }
    for (Use use : names.usesOf(asset)) {
      switch (use.kind()) {
        case ASSET -> renameUse(use, oldKey, newKey);
        case JOB, PARTITION_SET -> edit(use.file(), use.start(), use.end(), joined(newKey));
        // Its table keeps its name.
        case TABLE -> {}
        case RESOURCE, POOL, ALERT, CATALOG, SENSOR, PARAM, COLUMN -> {}
        case SELECTOR, EVENT_TARGET, ADDRESS -> {} // are read as the names that they hold
      }
    }
    WorkspaceEdit edit = new WorkspaceEdit();
    edit.setChanges(edits);
    return edit;
  }

  private static String joined(String key) {
    return key.replace('/', '_');
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private void renameUse(Use use, String oldKey, String newKey) {
    Spot spot = use.spot();
    boolean isInput = spot.record().name().equals("InputSpec");
    boolean isRenamedForCode = isInput && !last(oldKey).equals(last(newKey));
    boolean isLong =
        isInput
            && spot.frame().shape() instanceof RecordShape shape
            && shape.name().equals("InputSpec");
    if (!isRenamedForCode || (isLong && spot.frame().fields().get("as").isPresent())) {
      edit(use.file(), use.start(), use.end(), newKey);
    } else if (!isLong) {
      edit(
          use.file(),
          spot.text().start(),
          spot.text().end(),
          "{asset: " + newKey + ", as: " + last(oldKey) + "}");
    } else if (spot.frame().fields().isFlow()) {
      edit(use.file(), spot.text().start(), spot.text().end(), newKey + ", as: " + last(oldKey));
    } else {
      String indent = indentOf(use.file(), spot.frame().fields().start());
      edit(
          use.file(),
          spot.text().start(),
          spot.text().end(),
          newKey + "\n" + indent + "as: " + last(oldKey));
    }
  }

  private void writeWas(Written.Fields fields, String oldKey, String newKey, StringBuilder added) {
    Optional<Written> was = fields.get("was");
    if (was.isEmpty()) {
      added.append(separator(fields)).append("was: [").append(oldKey).append(']');
      return;
    }
    List<String> all = new ArrayList<>();
    if (was.get() instanceof Written.Items items) {
      for (Written item : items.items()) {
        if (item instanceof Written.Text text && !text.text().equals(newKey)) {
          all.add(text.text());
        }
      }
    }
    all.add(oldKey);
    String list = "[" + String.join(", ", all) + "]";
    boolean isBlock = was.get() instanceof Written.Items items && !items.isFlow();
    String text = asset.file().lines().text();
    int from = was.get().start();
    if (isBlock) { // back to the colon, so that the list stands behind it
      while (from > 0 && text.charAt(from - 1) != ':') {
        from--;
      }
    }
    edit(asset.file(), from, was.get().end(), isBlock ? " " + list : list);
  }

  /** Writes down the table that was named after the old key, where nothing else names it. */
  private void keepTable(Written.Fields fields, String oldKey, StringBuilder added) {
    if (!ProductNames.writesImpliedTable(fields)) {
      return;
    }
    String table = names.tableOf(oldKey);
    if (!(fields.get("outputs").orElse(null) instanceof Written.Items outputs)) {
      added.append(separator(fields)).append("outputs: [{table: ").append(table).append("}]");
      return;
    }
    for (Written output : outputs.items()) {
      if (output instanceof Written.Fields map && map.get("table").isEmpty()) {
        String behind =
            map.isFlow()
                ? map.fields().isEmpty() ? "" : ", "
                : "\n" + indentOf(asset.file(), map.start());
        int at = map.start() + (map.isFlow() ? 1 : 0);
        edit(asset.file(), at, at, "table: " + table + behind);
        return;
      }
    }
  }

  private String separator(Written.Fields fields) {
    return fields.isFlow() ? ", " : "\n" + indentOf(asset.file(), fields.start());
  }

  /** New fields stand behind the key; behind its whole line where the map has lines. */
  private void insertBehindKey(Written.Fields fields, String added) {
    int at =
        fields.isFlow() ? asset.text().end() : asset.file().lines().endOfLineAt(asset.text().end());
    edit(asset.file(), at, at, added);
  }

  /** Returns the blanks that bring a line to the column of that index. */
  private static String indentOf(FileView file, int index) {
    String before = file.lines().text().substring(file.lines().startOfLineAt(index), index);
    return " ".repeat(before.codePointCount(0, before.length()));
  }

  private void replace(FileView file, Written.Text text, String with) {
    int quote = text.isQuoted() ? 1 : 0;
    edit(file, text.start() + quote, text.end() - quote, with);
  }

  private void edit(FileView file, int start, int end, String text) {
    String uri = product.pathOf(file.name()).toUri().toString();
    edits
        .computeIfAbsent(uri, _ -> new ArrayList<>())
        .add(new TextEdit(file.lines().range(start, end), text));
  }
}
