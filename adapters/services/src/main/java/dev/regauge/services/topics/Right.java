package dev.regauge.services.topics;

import java.util.Comparator;

/**
 * What somebody may do with a topic or a group of the data bus.
 *
 * @param isPrefix whether it is about everything whose name begins so
 */
record Right(On on, String name, boolean isPrefix, May may) implements Comparable<Right> {
  private static final Comparator<Right> ORDER =
      Comparator.comparing(Right::on)
          .thenComparing(Right::name)
          .thenComparing(Right::isPrefix)
          .thenComparing(Right::may);

  /** What it is about. */
  enum On {
    TOPIC,
    GROUP
  }

  /** What is done; in the order in which it is written. */
  enum May {
    READ,
    WRITE,
    DESCRIBE
  }

  @Override
  public int compareTo(Right other) {
    return ORDER.compare(this, other);
  }
}
