package dev.regauge.spec.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources that dlt's own package brings; all others are code that somebody copies. */
public final class DltSources {

  /** The packages of {@code dlt.sources} that have sources, in dlt 1. */
  public static final List<String> SHIPPED = List.of("filesystem", "rest_api", "sql_database");

  /** What lies beside them and makes no rows, but is there. */
  private static final List<String> BESIDE = List.of("config", "credentials", "helpers");

  private static final Pattern OF_DLT =
      Pattern.compile("dlt\\.sources\\.([A-Za-z_][A-Za-z0-9_]*)[.:].*");

  private DltSources() {}

  /** Whether a function is said to be one of dlt's sources, and dlt's package has no such one. */
  public static boolean lacks(String function) {
    Matcher parts = OF_DLT.matcher(function);
    return parts.matches() && !SHIPPED.contains(parts.group(1)) && !BESIDE.contains(parts.group(1));
  }
}
