import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks or fixes the format of every Java source of the project; run by the parent pom with the
 * toolchain's java.
 *
 * <p>Arguments: {@code check} or {@code fix}, and the project's root. Exit code 1 names the files
 * that differ.
 */
public final class Format {
  private static final Set<String> SKIPPED =
      Set.of("target", ".git", "expected", ".regauge", "out");

  public static void main(String[] args) throws IOException {
    boolean fixes = args[0].equals("fix");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> different = new ArrayList<>();
    for (Path source : sources(root)) {
      String text = Files.readString(source);
      String formatted;
      try {
        formatted =
            formatter.formatSource(
                RemoveUnusedImports.removeUnusedImports(
                    ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE)));
      } catch (FormatterException e) {
        throw new IOException(root.relativize(source) + " cannot be parsed: " + e.getMessage(), e);
      }
      if (!formatted.equals(text)) {
        different.add(root.relativize(source));
        if (fixes) {
          Files.writeString(source, formatted);
        }
      }
    }
    different.forEach(
        path -> System.err.println((fixes ? "formatted " : "not formatted: ") + path));
    if (!fixes && !different.isEmpty()) {
      System.err.println("To fix it: mvn -N -q -Dformat process-sources");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder).sorted()) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
          if (!SKIPPED.contains(child.getFileName().toString())) {
            found.addAll(sources(child));
          }
        } else if (child.toString().endsWith(".java")) {
          found.add(child);
        }
      }
    }
    return found;
  }
}
