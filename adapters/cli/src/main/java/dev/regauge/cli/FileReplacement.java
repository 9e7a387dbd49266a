package dev.regauge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Writes a file anew: whoever reads it meets the old text or the new one, never a part. */
final class FileReplacement {

  private FileReplacement() {}

  /** Gives a file other bytes; its rights stay, and a link stays one. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path real = file.toRealPath();
    Path made = Files.createTempFile(real.getParent(), ".regauge-new", ".yaml");
    try {
      Files.write(made, bytes);
      if (Files.getFileAttributeView(real, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(real));
      }
      Files.move(made, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
