package dev.regauge.engine.ledger;

import dev.regauge.engine.ledger.WrittenLeaf.Place;
import dev.regauge.spec.source.SourceMap;
import dev.regauge.spec.source.Written;
import dev.regauge.spec.source.WrittenTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Finds every value that the files of a product have, whatever becomes of it. */
final class WrittenLeaves {

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final String file;
  private final String text;
  private final List<Integer> lineStarts = new ArrayList<>();
  private final Deque<Place> around = new ArrayDeque<>();
  private final List<WrittenLeaf> leaves;

  private WrittenLeaves(String file, String text, List<WrittenLeaf> leaves) {
    this.file = file;
    this.text = text;
    this.leaves = leaves;
    lineStarts.add(0);
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      lineStarts.add(i + 1);
    }
  }

  /** Returns the leaves by file and place. */
  static List<WrittenLeaf> of(SourceMap sources) {
    List<WrittenLeaf> leaves = new ArrayList<>();
    for (String file : sources.files()) {
      // The others hold code, or what somebody else says.
      if ((file.endsWith(".yaml") || file.endsWith(".yml")) && !sources.isKept(file)) {
        String text = sources.text(file).orElse("");
        WrittenTree.read(text)
            .root()
            .ifPresent(root -> new WrittenLeaves(file, text, leaves).walk("", root));
      }
    }
    return leaves;
  }

  private void walk(String path, Written piece) {
    switch (piece) {
      case Written.Fields(var fields, var _, int start, var _) when !fields.isEmpty() -> {
        around.push(placeOf(start));
        for (Written.Field field : fields) {
          walk(path + step(field.key().text(), path.isEmpty()), field.value());
        }
        around.pop();
      }
      case Written.Items(var items, var _, int start, var _) when !items.isEmpty() -> {
        around.push(placeOf(start));
        for (int i = 0; i < items.size(); i++) {
          walk(path + "[" + i + "]", items.get(i));
        }
        around.pop();
      }
      case Written.Fields _, Written.Items _, Written.Text _ ->
          leaves.add(new WrittenLeaf(path, placeOf(piece.start()), List.copyOf(around)));
    }
  }

  private static String step(String key, boolean isFirst) {
    if (!PLAIN_KEY.matcher(key).matches()) {
      return "[" + key + "]";
    }
    return isFirst ? key : "." + key;
  }

  private Place placeOf(int offset) {
    int low = 0;
    int high = lineStarts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (lineStarts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new Place(file, low + 1, text.codePointCount(lineStarts.get(low), offset) + 1);
  }
}
