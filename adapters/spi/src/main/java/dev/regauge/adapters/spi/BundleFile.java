package dev.regauge.adapters.spi;

import java.util.List;

/**
 * A file of a bundle.
 *
 * @param origins the name addresses of what it was made from, for example {@code
 *     assets[silver/orders]}, sorted; empty = the product as a whole
 */
public record BundleFile(BundlePath path, Content content, FileMode mode, List<String> origins) {

  public BundleFile {
    origins = origins.stream().sorted().distinct().toList();
  }

  /** Returns a regular text file. */
  public static BundleFile text(String path, String text, List<String> origins) {
    return new BundleFile(new BundlePath(path), Content.text(text), FileMode.REGULAR, origins);
  }

  /** Returns a regular text file that is made from the product as a whole. */
  public static BundleFile text(String path, String text) {
    return text(path, text, List.of());
  }

  /** Returns an executable text file that is made from the product as a whole. */
  public static BundleFile script(String path, String text) {
    return new BundleFile(new BundlePath(path), Content.text(text), FileMode.EXECUTABLE, List.of());
  }
}
