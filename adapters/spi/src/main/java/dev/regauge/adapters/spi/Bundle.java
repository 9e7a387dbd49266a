package dev.regauge.adapters.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one target, sorted by path.
 *
 * <p>Two files on one path, or on paths that only differ in letter case, fail in the constructor:
 * on some file systems the second would silently replace the first. So does a file where another
 * needs a folder.
 */
public record Bundle(TargetName target, List<BundleFile> files) {

  public Bundle {
    List<BundleFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(BundleFile::path));
    SortedMap<String, BundlePath> claimed = new TreeMap<>();
    for (BundleFile file : sorted) {
      BundlePath before = claimed.put(folded(file.path().value()), file.path());
      if (before != null) {
        throw new IllegalArgumentException(
            "two files of " + target + " claim one path: " + before + " and " + file.path());
      }
    }
    for (BundleFile file : sorted) {
      String path = folded(file.path().value());
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (claimed.containsKey(path.substring(0, slash))) {
          throw new IllegalArgumentException(
              "a file of " + target + " stands where " + file.path() + " needs a folder");
        }
      }
    }
    files = List.copyOf(sorted);
  }

  private static String folded(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  /** Returns the file at that path. */
  public Optional<BundleFile> file(String path) {
    return files.stream().filter(file -> file.path().value().equals(path)).findFirst();
  }
}
