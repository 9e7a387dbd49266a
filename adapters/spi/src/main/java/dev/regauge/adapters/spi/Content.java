package dev.regauge.adapters.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The bytes of a bundle file. Immutable; equal when the bytes are. */
public final class Content {
  private final byte[] bytes;

  /** Found out once: a file of every bundle is hashed for each. Racing threads find the same. */
  private volatile @Nullable String sha256;

  private Content(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns a text as UTF-8.
   *
   * @throws IllegalArgumentException for a carriage return or half a surrogate pair, which only a
   *     wrong template or literal lets through
   */
  public static Content text(String text) {
    if (text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a generated text has a carriage return");
    }
    // Half a pair becomes a question mark. Reading back is many times faster than an encoder that
    // would report it.
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("a generated text is not Unicode");
    }
    return new Content(bytes);
  }

  /** Returns bytes as they are. */
  public static Content bytes(byte[] bytes) {
    return new Content(bytes.clone());
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns a view of the bytes that cannot change them. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Returns the bytes read as UTF-8. */
  public String asText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns how many bytes there are. */
  public int size() {
    return bytes.length;
  }

  /** Returns the SHA-256 in 64 lower-case hex digits. */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      try {
        known = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
      sha256 = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return size() + " bytes " + sha256();
  }
}
