package dev.regauge.engine.contract;

import dev.regauge.engine.contract.ContractChange.Kind;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.contract.ContractDocument;
import dev.regauge.spec.model.contract.PromisedTable;
import dev.regauge.spec.model.contract.PromisedTable.PromisedColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells what is different between two versions of a contract. A change breaks when somebody who
 * reads, or somebody who delivers by it, has to do something: what was promised is not any more, or
 * more is demanded of the rows.
 */
public final class ContractDiff {

  private final ContractDocument older;
  private final ContractDocument newer;
  private final List<ContractChange> changes = new ArrayList<>();

  private ContractDiff(ContractDocument older, ContractDocument newer) {
    this.older = older;
    this.newer = newer;
  }

  /** Returns the changes, those that break first, then by what is different. */
  public static List<ContractChange> of(ContractDocument older, ContractDocument newer) {
    ContractDiff diff = new ContractDiff(older, newer);
    diff.compare();
    return diff.changes.stream()
        .sorted(Comparator.comparing(ContractChange::kind).thenComparing(ContractChange::subject))
        .toList();
  }

  private void compare() {
    if (!older.id().equals(newer.id())) {
      add(Kind.BREAKING, "id", changed(older.id(), newer.id()), older.idAt(), newer.idAt());
    }
    if (!older.status().equals(newer.status())) {
      add(
          Kind.ADDITION,
          "status",
          changed(older.status(), newer.status()),
          older.statusAt(),
          newer.statusAt());
    }
    Pairs.<PromisedTable>of(
        named(older.tables(), this::nameOf),
        named(newer.tables(), this::nameOf),
        (_, gone) -> removed(gone.name(), "the table is removed", gone.at()),
        (_, come) -> added(come.name(), "the table is added", come.at()),
        (_, before, after) -> compare(before, after));
    texts("access of ", older.roles(), newer.roles(), older.at(), newer.at());
    ServiceLevelDiff.of(older.levels(), newer.levels(), changes);
  }

  /**
   * Where a version has several tables of one name only their physical names tell which is which.
   */
  private String nameOf(PromisedTable table) {
    boolean isAmbiguous =
        Stream.of(older, newer)
            .anyMatch(
                one ->
                    one.tables().stream().filter(it -> it.name().equals(table.name())).count() > 1);
    return isAmbiguous ? table.called() : table.name();
  }

  /** What is compared as it is written: another one, or none any more, is no longer relied on. */
  private void texts(
      String what,
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      Span old,
      Span now) {
    Pairs.of(
        before,
        after,
        (name, _) -> add(Kind.BREAKING, what + name, "it is removed", old, now),
        (name, _) -> add(Kind.ADDITION, what + name, "it is added", old, now),
        (name, text, other) -> {
          if (!other.equals(text)) {
            add(Kind.BREAKING, what + name, "it is another one", old, now);
          }
        });
  }

  private void compare(PromisedTable before, PromisedTable after) {
    String name = after.name();
    if (!before.physicalName().equals(after.physicalName())) {
      add(
          Kind.BREAKING,
          name,
          "it is read as "
              + changed(before.physicalName().orElse(name), after.physicalName().orElse(name)),
          before.at(),
          after.at());
    }
    if (!before.key().equals(after.key())) {
      add(
          Kind.BREAKING,
          name,
          "its primary key is " + changed(list(before.key()), list(after.key())),
          before.at(),
          after.at());
    }
    words(name, "description", before.description(), after.description(), before.at(), after.at());
    texts("rule " + name + ".", before.rules(), after.rules(), before.at(), after.at());
    Pairs.<PromisedColumn>of(
        named(before.columns(), PromisedColumn::name),
        named(after.columns(), PromisedColumn::name),
        (_, gone) -> removed(name + "." + gone.name(), "the column is removed", gone.at()),
        (_, come) ->
            add(
                come.required() ? Kind.BREAKING : Kind.ADDITION,
                name + "." + come.name(),
                come.required() ? "a required column is added" : "the column is added",
                Optional.empty(),
                Optional.of(come.at())),
        (column, one, other) -> compare(name + "." + column, one, other));
  }

  private void compare(String subject, PromisedColumn before, PromisedColumn after) {
    Optional<Kind> type = TypeChange.of(before.types(), after.types());
    type.ifPresent(
        kind ->
            add(
                kind,
                subject,
                typeWords(kind, before, after)
                    + changed(typeOf(before, after), typeOf(after, before)),
                before.typeAt(),
                after.typeAt()));
    if (!before.called().equals(after.called())) {
      add(
          Kind.BREAKING,
          subject,
          "it is read as " + changed(before.called(), after.called()),
          before.at(),
          after.at());
    }
    if (!before.parts().equals(after.parts())) {
      add(Kind.BREAKING, subject, "its parts are other ones", before.at(), after.at());
    }
    if (type.isEmpty() && !before.written().equals(after.written())) {
      add(
          Kind.PATCH,
          subject,
          "its type is written " + changed(before.written(), after.written()),
          before.typeAt(),
          after.typeAt());
    }
    if (before.required() != after.required()) {
      // Either side breaks: who delivers has to have it now, or who reads meets rows without it.
      String what = after.required() ? "it is required now" : "it is not required any more";
      add(Kind.BREAKING, subject, what, before.at(), after.at());
    }
    if (before.unique() != after.unique()) {
      add(
          after.unique() ? Kind.ADDITION : Kind.BREAKING,
          subject,
          after.unique() ? "it is unique now" : "it is not unique any more",
          before.at(),
          after.at());
    }
    values(subject, before, after);
    if (!before.pattern().equals(after.pattern())) {
      add(
          Kind.BREAKING,
          subject,
          "its pattern is "
              + changed(before.pattern().orElse("none"), after.pattern().orElse("none")),
          before.at(),
          after.at());
    }
    words(
        subject, "description", before.description(), after.description(), before.at(), after.at());
    words(
        subject,
        "classification",
        before.classification(),
        after.classification(),
        before.at(),
        after.at());
  }

  /** One that leaves less open than before promises more, as one that holds more does. */
  private static String typeWords(Kind kind, PromisedColumn before, PromisedColumn after) {
    if (kind != Kind.ADDITION) {
      return "its type is ";
    }
    return before.types().containsAll(after.types())
        ? "its type is more exact: "
        : "its type is wider: ";
  }

  /** Returns the type as it is written, or what it means where the other is written the same. */
  private static String typeOf(PromisedColumn column, PromisedColumn other) {
    return column.written().equals(other.written())
        ? String.join(" or ", column.types())
        : column.written();
  }

  private void values(String subject, PromisedColumn before, PromisedColumn after) {
    Set<String> gone = new TreeSet<>(before.validValues());
    gone.removeAll(after.validValues());
    Set<String> come = new TreeSet<>(after.validValues());
    come.removeAll(before.validValues());
    String what = "";
    if (before.validValues().isEmpty() && !come.isEmpty()) {
      what = "its values are only " + list(come) + " now";
    } else if (after.validValues().isEmpty() && !gone.isEmpty()) {
      what = "its values may be any now, not only " + list(gone);
    } else if (!gone.isEmpty()) {
      what = "its values are " + list(gone) + " no longer";
    } else if (!come.isEmpty()) {
      what = "its values are " + list(come) + " too, which nobody expects";
    }
    if (!what.isEmpty()) {
      add(Kind.BREAKING, subject, what, before.at(), after.at());
    }
  }

  private void words(
      String subject,
      String field,
      Optional<String> before,
      Optional<String> after,
      Span old,
      Span now) {
    if (!before.equals(after)) {
      add(Kind.PATCH, subject, "its " + field + " is another one", old, now);
    }
  }

  private static <T> Map<String, T> named(List<T> list, Function<T, String> name) {
    Map<String, T> named = new LinkedHashMap<>();
    list.forEach(one -> named.put(name.apply(one), one));
    return named;
  }

  static String changed(String before, String after) {
    return after + ", not " + before;
  }

  private static String list(Iterable<String> names) {
    String all = String.join(", ", names);
    return all.isEmpty() ? "none" : all;
  }

  private void removed(String subject, String what, Span at) {
    add(Kind.BREAKING, subject, what, Optional.of(at), Optional.empty());
  }

  private void added(String subject, String what, Span at) {
    add(Kind.ADDITION, subject, what, Optional.empty(), Optional.of(at));
  }

  private void add(Kind kind, String subject, String what, Span before, Span after) {
    add(kind, subject, what, Optional.of(before), Optional.of(after));
  }

  private void add(
      Kind kind, String subject, String what, Optional<Span> before, Optional<Span> after) {
    changes.add(new ContractChange(kind, subject, what, before, after));
  }
}
