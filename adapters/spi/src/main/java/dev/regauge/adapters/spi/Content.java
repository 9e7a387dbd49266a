package dev.regauge.adapters.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a bundle file. Immutable; equal when the bytes are. */
public final class Content {
  private final byte[] bytes;

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
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return new Content(bytes);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a generated text is not Unicode", e);
    }
  }

  /** Returns bytes as they are. */
  public static Content bytes(byte[] bytes) {
    return new Content(bytes.clone());
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
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
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
