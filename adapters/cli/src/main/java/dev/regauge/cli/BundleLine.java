package dev.regauge.cli;

import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.engine.output.BundleLock;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A line of a file in a bundle on the disk.
 *
 * @param number from 1
 * @param lines the file's lines as they lie there
 */
record BundleLine(BundleLock lock, BundlePath path, int number, List<String> lines) {

  /**
   * Reads a bundle's file.
   *
   * @throws NoLine when there is no such line, or no bundle around it
   */
  static BundleLine at(Path file, int number) throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    if (!Files.isRegularFile(whole)) {
      throw new NoLine("there is no file '" + file + "'");
    }
    for (Path folder = whole.getParent(); folder != null; folder = folder.getParent()) {
      Path lockFile = folder.resolve(BundleLock.PATH.value());
      Optional<BundleLock> lock =
          Files.isRegularFile(lockFile)
              ? BundleLock.parse(Files.readString(lockFile))
              : Optional.empty();
      if (lock.isPresent()) {
        BundlePath path = new BundlePath(folder.relativize(whole).toString().replace('\\', '/'));
        return new BundleLine(lock.get(), path, number, lines(whole, number));
      }
    }
    throw new NoLine("'" + file + "' lies in no bundle: no folder above it has a bundle.lock.json");
  }

  private static List<String> lines(Path file, int number) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (number < 1 || number > lines.size()) {
        throw new NoLine("'" + file.getFileName() + "' has " + lines.size() + " lines");
      }
      return lines;
    } catch (MalformedInputException e) {
      throw new NoLine("'" + file.getFileName() + "' is no text");
    }
  }

  String text() {
    return lines.get(number - 1);
  }

  /** The place cannot be looked at; the message says why. */
  static final class NoLine extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoLine(String message) {
      super(message);
    }
  }
}
