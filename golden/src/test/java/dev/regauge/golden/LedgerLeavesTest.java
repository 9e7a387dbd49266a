package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.ledger.Ledger;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The ledger says something of every value that an author wrote, and of nothing else: on more than
 * 200 products its paths and places are those that a YAML library finds.
 */
class LedgerLeavesTest {

  /** Of each product so many mutations are tried, from all over it; not every one is sound. */
  private static final int MUTATIONS = 8;

  private static final int PRODUCTS = 200;

  /**
   * Where a value may ask for no feature: what the product is called and made of, the stores of its
   * steps, and what is said to Regauge about targets and warnings.
   */
  private static final List<String> OF_THE_PRODUCT =
      List.of(
          "apiVersion",
          "kind",
          "metadata",
          "include",
          "platform",
          "mode",
          "capabilities",
          "targets",
          "code",
          "defaults",
          "catalogs",
          "secretStores",
          "silence",
          "observability");

  @TempDir Path temp;

  @Test
  void theLedgerHasThePathsOfTheSpec() throws IOException {
    int sound = 0;
    SortedMap<String, String> unowned = new TreeMap<>();
    for (Path product : Corpus.products()) {
      Path file = Corpus.copyOf(product, temp);
      for (String yaml : variants(Files.readString(file))) {
        Files.writeString(file, yaml);
        Optional<Ledger> ledger = Corpus.ledger(file);
        if (ledger.isPresent()) {
          sound++;
          compare(product + "\n" + yaml, yaml, ledger.get());
          ledger.get().leaves().stream()
              .filter(leaf -> leaf.feature().equals(Ledger.PRODUCT))
              .map(leaf -> leaf.address().orElse(leaf.leaf().path()))
              .filter(address -> !OF_THE_PRODUCT.contains(address.split("[.\\[]", 2)[0]))
              .forEach(address -> unowned.put(address, product.toString()));
        }
      }
    }
    assertEquals(new TreeMap<>(), unowned, "no feature of the ledger answers for these");
    assertTrue(sound >= PRODUCTS, "sound products: " + sound);
  }

  private static void compare(String name, String yaml, Ledger ledger) {
    SortedSet<String> written = new TreeSet<>();
    collect(compose(yaml), "", written);
    SortedMap<String, SortedSet<String>> said = new TreeMap<>();
    for (Ledger.Leaf entry : ledger.leaves()) {
      if (entry.leaf().place().file().equals("product.yaml")) {
        boolean isNew =
            said.computeIfAbsent(entry.maker().target(), _ -> new TreeSet<>())
                .add(entry.leaf().path() + " at " + entry.leaf().place().text());
        assertTrue(isNew, "one entry for each leaf and target: " + entry);
      }
    }
    assertTrue(!said.isEmpty(), name);
    said.forEach((target, paths) -> assertEquals(written, paths, target + " of " + name));
  }

  /** The product itself, and some of its mutations. */
  private static List<String> variants(String yaml) {
    List<LeafMutations.Mutation> all = LeafMutations.of(yaml);
    List<String> some = new ArrayList<>(List.of(yaml));
    for (int i = 0; i < MUTATIONS; i++) {
      some.add(all.get((2 * i + 1) * all.size() / (2 * MUTATIONS)).yaml());
    }
    return some;
  }

  private static Node compose(String yaml) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    return new Composer(
            settings, new ParserImpl(settings, new StreamReader(settings, new StringReader(yaml))))
        .getSingleNode()
        .orElseThrow();
  }

  private static void collect(Node node, String path, SortedSet<String> leaves) {
    switch (node) {
      case MappingNode map when !map.getValue().isEmpty() -> {
        for (NodeTuple entry : map.getValue()) {
          String key = ((ScalarNode) entry.getKeyNode()).getValue();
          boolean isPlain = key.matches("[A-Za-z_][A-Za-z0-9_-]*");
          String step = isPlain ? (path.isEmpty() ? key : "." + key) : "[" + key + "]";
          collect(entry.getValueNode(), path + step, leaves);
        }
      }
      case SequenceNode list when !list.getValue().isEmpty() -> {
        for (int i = 0; i < list.getValue().size(); i++) {
          collect(list.getValue().get(i), path + "[" + i + "]", leaves);
        }
      }
      default -> {
        Mark start = node.getStartMark().orElseThrow();
        leaves.add(
            path + " at product.yaml:" + (start.getLine() + 1) + ":" + (start.getColumn() + 1));
      }
    }
  }
}
