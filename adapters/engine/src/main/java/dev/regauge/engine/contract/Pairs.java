package dev.regauge.engine.contract;

import java.util.Map;
import java.util.function.BiConsumer;

/** What two versions of a contract have under the same name, and what only one of them has. */
final class Pairs {

  private Pairs() {}

  /** Called with what both versions have. */
  interface Both<T> {
    void of(String name, T before, T after);
  }

  /** Calls for each name: once for what is gone, for what has come, or for both versions of it. */
  static <T> void of(
      Map<String, T> before,
      Map<String, T> after,
      BiConsumer<String, T> gone,
      BiConsumer<String, T> come,
      Both<T> both) {
    before.forEach(
        (name, one) -> {
          T other = after.get(name);
          if (other == null) {
            gone.accept(name, one);
          } else {
            both.of(name, one, other);
          }
        });
    after.forEach(
        (name, one) -> {
          if (!before.containsKey(name)) {
            come.accept(name, one);
          }
        });
  }
}
