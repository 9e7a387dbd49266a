package dev.regauge.spec.verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The packages of {@code golden/npm}, in the cache folder under the key of their lock. */
public final class NodePackages {

  private static final Path SOURCES = Path.of("../golden/npm").toAbsolutePath().normalize();

  private NodePackages() {}

  /** Returns what one of the scripts in {@code golden/npm} prints when it is told a text. */
  public static String run(String script, String input) throws IOException, InterruptedException {
    Path packages = packages();
    return said(
        SOURCES, List.of("node", SOURCES.resolve(script).toString(), packages.toString()), input);
  }

  private static Path packages() throws IOException, InterruptedException {
    Path folder = cache().resolve("npm").resolve(key());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "new");
    for (String name : List.of("package.json", "package-lock.json")) {
      Files.copy(SOURCES.resolve(name), fresh.resolve(name));
    }
    said(fresh, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), "");
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException
        | DirectoryNotEmptyException
        | AtomicMoveNotSupportedException e) {
      if (!Files.isDirectory(folder)) { // else another run was faster
        throw e;
      }
    }
    return folder;
  }

  private static Path cache() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    String own = environment.getOrDefault("REGAUGE_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path all =
        shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
    return all.resolve("regauge");
  }

  private static String key() throws IOException {
    try {
      byte[] lock = Files.readAllBytes(SOURCES.resolve("package-lock.json"));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(lock);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String said(Path folder, List<String> command, String input)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("node", ".txt");
    Path told = Files.createTempFile("node", ".json");
    try {
      Files.writeString(told, input);
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(told.toFile())
              .redirectError(errors.toFile())
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
      }
      return said;
    } finally {
      Files.delete(errors);
      Files.delete(told);
    }
  }
}
