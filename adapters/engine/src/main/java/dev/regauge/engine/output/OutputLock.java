package dev.regauge.engine.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The hold on an output folder, by the operating system: it ends with the process, so that a crash
 * leaves no lock behind. The file {@code .regauge.lock} only carries it.
 */
final class OutputLock implements AutoCloseable {
  private static final String NAME = ".regauge.lock";

  private final FileChannel channel;

  private OutputLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Whether some run has held this folder before. */
  static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  static OutputLock on(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      FileTree.writeNew(file, ByteBuffer.allocate(0), dev.regauge.adapters.spi.FileMode.REGULAR);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    if (tryLock(channel) == null) {
      channel.close();
      throw new OutputLocked(folder.toString());
    }
    return new OutputLock(channel);
  }

  /** Null when another process, or another thread of this one, has it. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
