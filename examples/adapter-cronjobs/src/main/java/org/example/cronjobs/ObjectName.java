package org.example.cronjobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names that Kubernetes takes, made of names that it does not: still apart from each other. */
final class ObjectName {
  /** A CronJob puts eleven characters behind its name for each Job. */
  private static final int LONGEST = 52;

  private static final int DIGITS = 8;

  private ObjectName() {}

  /** Returns the name as it is, with {@code -} for {@code _}, or one that ends with its digest. */
  static String of(String identifier) {
    String name = identifier.toLowerCase(Locale.ROOT).replace('_', '-');
    boolean isPlain = name.equals(identifier.replace('_', '-'));
    if (isPlain && name.length() <= LONGEST && name.matches("[a-z]([-a-z0-9]*[a-z0-9])?")) {
      return name;
    }
    String kept = name.substring(0, Math.min(name.length(), LONGEST - DIGITS - 2));
    return "r" + kept.replaceAll("[^-a-z0-9]", "") + "-" + digest(identifier);
  }

  private static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
