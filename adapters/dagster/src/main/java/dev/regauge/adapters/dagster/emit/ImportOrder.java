package dev.regauge.adapters.dagster.emit;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The order of modules in an import, as ruff's rule I001 wants it: {@code layer_2} before {@code
 * layer_10}, since runs of digits count as numbers.
 */
final class ImportOrder implements Comparator<String> {

  static final ImportOrder INSTANCE = new ImportOrder();

  private static final String BETWEEN_RUNS = "(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)";

  private ImportOrder() {}

  @Override
  public int compare(String left, String right) {
    String[] ours = left.split(BETWEEN_RUNS);
    String[] theirs = right.split(BETWEEN_RUNS);
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int order = compareRuns(ours[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(ours.length, theirs.length);
    return order != 0 ? order : left.compareTo(right);
  }

  private static int compareRuns(String left, String right) {
    boolean areNumbers = isDigit(left) && isDigit(right);
    return areNumbers
        ? new BigInteger(left).compareTo(new BigInteger(right))
        : left.compareTo(right);
  }

  private static boolean isDigit(String run) {
    return !run.isEmpty() && run.charAt(0) >= '0' && run.charAt(0) <= '9';
  }
}
