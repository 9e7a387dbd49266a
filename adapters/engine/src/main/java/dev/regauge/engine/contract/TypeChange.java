package dev.regauge.engine.contract;

import dev.regauge.engine.contract.ContractChange.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another type means for readers: one that Iceberg promotes to holds every value of the old
 * one and is an addition, each other one breaks.
 */
final class TypeChange {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\(([0-9]+), ([0-9]+)\\)");

  private TypeChange() {}

  /** Returns what it is that the promise is now of these types; nothing when they are the same. */
  static Optional<Kind> of(List<String> before, List<String> after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    boolean isHeld =
        after.stream().allMatch(now -> before.stream().anyMatch(old -> holds(now, old)));
    return Optional.of(isHeld ? Kind.ADDITION : Kind.BREAKING);
  }

  private static boolean holds(String now, String old) {
    if (now.equals(old)) {
      return true;
    }
    Matcher wide = DECIMAL.matcher(now);
    Matcher narrow = DECIMAL.matcher(old);
    if (wide.matches() && narrow.matches()) {
      return wide.group(2).equals(narrow.group(2))
          && Integer.parseInt(wide.group(1)) >= Integer.parseInt(narrow.group(1));
    }
    return (old.equals("int") && now.equals("long"))
        || (old.equals("float") && now.equals("double"))
        // A kind was promised, and now one of the kind.
        || now.startsWith(old + "(")
        || now.startsWith(old + "<");
  }
}
