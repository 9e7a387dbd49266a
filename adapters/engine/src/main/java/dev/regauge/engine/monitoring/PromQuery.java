package dev.regauge.engine.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An expression of PromQL, made of series only: no text of a product comes into one but as the
 * quoted value of a label.
 *
 * <p>The counters here are not those of a server that runs for months. Each step sends what it
 * counted and is gone; what sums that up may forget a series that was silent for a while, and
 * begins it again with the next count. So {@code increase()} alone is of no use: a series that
 * begins with 1 has not increased by its light, and the first failure of all would go unseen.
 */
record PromQuery(@JsonValue String text) {

  /** A span of time as PromQL writes it. */
  record Window(String text) {
    /** The span that a dashboard shows. */
    static final Window SHOWN = new Window("$__range");

    /** The span of one bar of a dashboard. */
    static final Window BAR = new Window("$__interval");
  }

  /**
   * Returns something for each group of labels in which one of the series was counted up within the
   * window: its last value in it is another than at the window's begin, or there was none then.
   */
  static PromQuery countedUp(PromSeries series, Window window, String labels) {
    String last = last(series, window);
    String before = before(series, window);
    return grouped("group", labels, last, "unless", last + " == " + before);
  }

  /**
   * Returns by how much the series were counted up within the window, summed up by labels. Of one
   * that was begun again meanwhile it is what was counted since.
   */
  static PromQuery counted(PromSeries series, Window window, String labels) {
    String last = last(series, window);
    return grouped(
        "sum", labels, "(" + last + " - " + before(series, window) + " >= 0)", "or", last);
  }

  /** Returns the mean of what one counter counts by what another does, within the window. */
  static PromQuery mean(PromSeries of, PromSeries by, Window window, String labels) {
    return new PromQuery(
        counted(of, window, labels).text + "\n/\n(" + counted(by, window, labels).text + " > 0)");
  }

  /** Returns those of them that are above a number. */
  PromQuery above(long limit) {
    return new PromQuery(text + " > " + limit);
  }

  private static PromQuery grouped(
      String how, String labels, String first, String operator, String second) {
    return new PromQuery(
        how + " by (" + labels + ") (\n  " + first + "\n  " + operator + "\n  " + second + "\n)");
  }

  private static String before(PromSeries series, Window window) {
    return series.text() + " offset " + window.text();
  }

  private static String last(PromSeries series, Window window) {
    return "last_over_time(" + series.text() + "[" + window.text() + "])";
  }
}
