package dev.regauge.engine.output;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.common.CodeFiles;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an author says is no secret, though it looks like one: a mark in the line or in the one
 * before it, and for files that take no comments a list beside them. Either says why; without a
 * reason it counts for nothing. Both lie in the user's own files, so that a review sees them:
 * nothing generated has a mark but where a copied text brought it along.
 */
final class NoSecrets {

  /** The list: in any folder of the code, a line {@code name: why} for each file of the folder. */
  static final String LIST = ".no-secrets";

  private static final Pattern MARK = Pattern.compile("regauge:no-secret:?[ \\t]+(.*)");
  private static final Pattern ENTRY = Pattern.compile("(?m)^([^#:\\n][^:\\n]*):[ \\t]+(.*)$");

  /** A reason is a word at least. */
  private static final Pattern REASON = Pattern.compile("[\\p{L}\\p{N}]{2}");

  private final SortedSet<String> files;

  private NoSecrets(SortedSet<String> files) {
    this.files = files;
  }

  static NoSecrets of(Bundle bundle) {
    SortedSet<String> files = new TreeSet<>();
    for (BundleFile file : bundle.files()) {
      String path = file.path().value();
      if (isOfUser(file) && path.endsWith("/" + LIST)) {
        String folder = path.substring(0, path.length() - LIST.length());
        Matcher entry = ENTRY.matcher(file.content().asText());
        while (entry.find()) {
          if (REASON.matcher(entry.group(2)).find()) {
            files.add(folder + entry.group(1).strip());
          }
        }
      }
    }
    return new NoSecrets(files);
  }

  /** Whether a list says so of a whole file. */
  boolean file(BundleFile file) {
    return isOfUser(file) && files.contains(file.path().value());
  }

  /** Whether lines have the mark, with its reason. */
  static boolean isMarked(String lines) {
    Matcher mark = MARK.matcher(lines);
    while (mark.find()) {
      if (REASON.matcher(mark.group(1)).find()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a file is a copy of the user's own. */
  static boolean isOfUser(BundleFile file) {
    return CodeFiles.isCopied(file);
  }
}
