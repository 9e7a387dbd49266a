package dev.regauge.services.topics;

import dev.regauge.adapters.spi.Content;
import java.util.Locale;
import java.util.regex.Pattern;

/** What things of the buses are called as objects of Kubernetes. */
final class ObjectNames {
  private static final Pattern FITS =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern OTHERS = Pattern.compile("[^-a-z0-9]+");
  private static final Pattern ENDS = Pattern.compile("^-+|-+$");
  private static final int LONGEST = 253;
  private static final int DIGITS = 8;

  private ObjectNames() {}

  /**
   * Returns a topic's name where it is one of Kubernetes, else what is left of it and the beginning
   * of its hash: no two topics have one name.
   */
  static String ofTopic(String topic) {
    if (topic.length() <= LONGEST && FITS.matcher(topic).matches()) {
      return topic;
    }
    String rest =
        OTHERS
            .splitAsStream(topic.toLowerCase(Locale.ROOT))
            .filter(part -> !part.isEmpty())
            .map(part -> ENDS.matcher(part).replaceAll(""))
            .filter(part -> !part.isEmpty())
            .reduce((one, other) -> one + "-" + other)
            .orElse("topic");
    String cut = rest.substring(0, Math.min(rest.length(), LONGEST - DIGITS - 1));
    return ENDS.matcher(cut).replaceAll("")
        + "-"
        + Content.text(topic).sha256().substring(0, DIGITS);
  }

  /** Returns a stream's or a group's name in small letters; rules keep those that would meet. */
  static String ofWord(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
