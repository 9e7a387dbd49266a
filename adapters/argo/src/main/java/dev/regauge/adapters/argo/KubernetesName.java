package dev.regauge.adapters.argo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names as Kubernetes takes them: lower-case letters, digits and {@code -}, first and last not
 * {@code -}.
 *
 * <p>Our own names never hold {@code -} beside product, domain and environment names, so that
 * {@code _} as {@code -} keeps two names apart. Whatever is cut or changed further gets ten hex
 * digits of its SHA-256, so that two long names with one beginning stay two.
 */
final class KubernetesName {
  /** A label, and every name of ours but a CronWorkflow's. */
  static final int LONGEST = 63;

  /** A CronWorkflow's: its workflows are called {@code <name>-<ten digits>}. */
  static final int LONGEST_CRON = 52;

  /** Templates that are no asset's. */
  static final Set<String> OWN_TEMPLATES =
      Set.of(
          "run",
          "tick",
          "due",
          "backfill",
          "partitions",
          "begin",
          "steps",
          "setup",
          "teardown",
          "alert");

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final int DIGITS = 10;

  private KubernetesName() {}

  /** Returns the name of an object, at most {@code longest} characters. */
  static String of(String words, int longest) {
    String name = words.replace('_', '-').replace('/', '-');
    return NAME.matcher(name).matches() && name.length() <= longest
        ? name
        : marked(name.replaceAll("[^-a-z0-9]", "-"), words, longest);
  }

  /** Returns the name of an asset's template and task. */
  static String ofTemplate(String assetIdentifier) {
    String name = of(assetIdentifier, LONGEST);
    return OWN_TEMPLATES.contains(name) ? marked(name, assetIdentifier, LONGEST) : name;
  }

  /** Returns a label's value: the text itself where a label can hold it. */
  static String label(String text) {
    if (text.isEmpty() || (text.length() <= LONGEST && LABEL.matcher(text).matches())) {
      return text;
    }
    String kept = text.replaceAll("[^-A-Za-z0-9_.]", "-");
    return marked(kept, text, LONGEST);
  }

  /** Returns the beginning that fits, stripped of what may not stand at an end, and the digits. */
  private static String marked(String name, String original, int longest) {
    String kept = name.substring(0, Math.min(name.length(), longest - DIGITS - 1));
    kept = kept.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    String digits = digest(original).substring(0, DIGITS);
    return kept.isEmpty() ? "x" + digits : kept + "-" + digits;
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
