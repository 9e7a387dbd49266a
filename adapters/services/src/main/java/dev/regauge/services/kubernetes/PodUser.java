package dev.regauge.services.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a pod's programs run as, by number: a kubelet cannot see that a name is not root. */
record PodUser(long user, long group) {
  private static final PodUser OURS = new PodUser(1000, 1000);
  private static final Pattern NUMBERS =
      Pattern.compile("([1-9][0-9]{0,8})(?::([1-9][0-9]{0,8}))?");

  /** Returns the user of {@code 1000}, {@code 1000:1000} or nothing; nothing for names and root. */
  static Optional<PodUser> of(Optional<String> written) {
    if (written.isEmpty()) {
      return Optional.of(OURS);
    }
    Matcher numbers = NUMBERS.matcher(written.get());
    if (!numbers.matches()) {
      return Optional.empty();
    }
    long user = Long.parseLong(numbers.group(1));
    String group = numbers.group(2);
    return Optional.of(new PodUser(user, group == null ? user : Long.parseLong(group)));
  }
}
