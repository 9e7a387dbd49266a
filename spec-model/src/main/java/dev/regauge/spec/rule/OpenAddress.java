package dev.regauge.spec.rule;

import java.util.List;
import java.util.Locale;

/**
 * An address that is reached over the network without encryption; a name of the cluster or of the
 * machine is not.
 */
final class OpenAddress {

  /** The names by which an environment is the production. */
  static final List<String> PRODUCTION = List.of("live", "prod", "production");

  private static final String PLAIN = "http://";
  private static final List<String> INSIDE =
      List.of(".internal", ".lan", ".local", ".localhost", ".svc");

  private OpenAddress() {}

  /** Whether a text is one. */
  static boolean is(String text) {
    if (!text.toLowerCase(Locale.ROOT).startsWith(PLAIN)) {
      return false;
    }
    String rest = text.substring(PLAIN.length()).toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < rest.length() && "/:?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String host = rest.substring(0, end);
    boolean isAddress = host.matches("[0-9.]+");
    return host.indexOf('.') > 0 && !isAddress && INSIDE.stream().noneMatch(host::endsWith);
  }
}
