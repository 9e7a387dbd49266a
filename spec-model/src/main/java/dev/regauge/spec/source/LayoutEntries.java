package dev.regauge.spec.source;

import dev.regauge.spec.source.Layout.Notes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a file's lists and maps in the file's order, with their places. */
final class LayoutEntries {

  final List<Entry> all = new ArrayList<>();
  final List<Container> containers = new ArrayList<>();

  Entry add(Container in, int start, Notes notes) {
    Entry entry = new Entry(in, start, notes);
    all.add(entry);
    return entry;
  }

  /** Returns the first entry behind a place; the outer one when an inner begins with it. */
  @Nullable Entry after(int place) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (all.get(middle).start > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < all.size() ? all.get(low) : null;
  }

  /** Returns the last entry before a place; the inner one when it begins with the outer. */
  @Nullable Entry before(int place) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (all.get(middle).start >= place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == 0 ? null : all.get(low - 1);
  }

  /** Returns the innermost list or map in brackets around a place. */
  @Nullable Container bracketsAround(int place) {
    Container inner = null;
    for (Container each : containers) {
      boolean isAround = each.isFlow && each.start < place && place < each.end;
      if (isAround && (inner == null || each.start > inner.start)) {
        inner = each;
      }
    }
    return inner;
  }

  /** A list or a map. */
  static final class Container {
    final @Nullable Entry owner;
    final boolean isFlow;
    final int start;
    final int column;
    final Node node;
    List<String> foot;
    int end;

    Container(
        @Nullable Entry owner,
        boolean isFlow,
        int start,
        int column,
        List<String> foot,
        Node node) {
      this.owner = owner;
      this.isFlow = isFlow;
      this.start = start;
      this.column = column;
      this.foot = foot;
      this.node = node;
    }
  }

  /** An item of a list, or a key of a map with its value. */
  static final class Entry {
    final Container in;
    final Notes notes;
    int start;

    Entry(Container in, int start, Notes notes) {
      this.in = in;
      this.start = start;
      this.notes = notes;
    }
  }
}
