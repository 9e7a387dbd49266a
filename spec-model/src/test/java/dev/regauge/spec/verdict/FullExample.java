package dev.regauge.spec.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The product with every field of the spec, and the chosen ways to change it. */
final class FullExample {

  static final Path FOLDER = Path.of("../golden/full_example");

  private static final int NUMBER = 200;

  private FullExample() {}

  static Object tree() throws IOException {
    return tree("product.yaml");
  }

  /** Returns the tree of one of its files. */
  static Object tree(String name) throws IOException {
    return loaded(Files.readString(FOLDER.resolve(name)));
  }

  static Object loaded(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  static void copyTo(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Returns 200 changes, spread evenly over the whole file, the same ones each time. */
  static List<Mutation> chosen(List<Mutation> all) {
    if (all.size() < NUMBER) {
      throw new IllegalStateException(all.size() + " fields");
    }
    return IntStream.range(0, NUMBER)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / NUMBER)))
        .toList();
  }

  static String dumped(Object tree) {
    return new Dump(
            DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(10_000).build())
        .dumpToString(tree);
  }
}
