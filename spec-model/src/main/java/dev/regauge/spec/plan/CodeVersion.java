package dev.regauge.spec.plan;

import dev.regauge.spec.graph.ProductFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The version of what makes an asset: a hash of its run and of the file that the run names. */
final class CodeVersion {

  /** Enough to tell versions apart, short enough to read. */
  private static final int DIGITS = 16;

  private final List<String> codePaths;
  private final ProductFiles files;

  CodeVersion(List<String> codePaths, ProductFiles files) {
    this.codePaths = codePaths;
    this.files = files;
  }

  /** Returns 16 hex digits of SHA-256. */
  String of(RunPlan run) {
    return switch (run) {
      case RunPlan.Python python ->
          hash("python", python.entrypoint(), module(python.entrypoint()).orElse(""));
      case RunPlan.Sql sql -> hash("sql", sql.query(), sql.engine().orElse(""));
      case RunPlan.Command command -> hash("command", command.argv().toArray(String[]::new));
    };
  }

  private Optional<String> module(String entrypoint) {
    String path = entrypoint.substring(0, Math.max(0, entrypoint.indexOf(':'))).replace('.', '/');
    for (String root : codePaths) {
      String folder = root.equals(".") ? "" : root + "/";
      for (String file : List.of(folder + path + ".py", folder + path + "/__init__.py")) {
        Optional<String> text = files.text(file);
        if (text.isPresent()) {
          return text;
        }
      }
    }
    return Optional.empty();
  }

  private static String hash(String kind, String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind.getBytes(StandardCharsets.UTF_8));
      for (String part : parts) {
        digest.update((byte) 0);
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
