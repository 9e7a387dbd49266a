package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The same product gives the same bytes: in another locale and time zone, from another folder and
 * file name, with its keys and its set-like lists turned round.
 */
class DeterminismTest {

  /** Lists whose order means nothing (semantics 28). */
  private static final Set<String> SETS =
      Set.of(
          "assets",
          "jobs",
          "tables",
          "targets",
          "checks",
          "inputs",
          "deps",
          "resources",
          "owners",
          "kinds",
          "outputs",
          "triggers",
          "categories",
          "paths",
          "was",
          "select",
          "accept");

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path temp;

  static List<String> cases() throws IOException {
    return Cases.names();
  }

  @AfterEach
  void home() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherPlaceGivesTheSameBytes(String name) throws IOException {
    SortedMap<String, String> here =
        hashes(Cases.copyOf(name, temp.resolve("here")).resolve("product.yaml"));
    assertFalse(here.isEmpty());
    Path copy = Cases.copyOf(name, temp.resolve("elsewhere"));
    Files.move(copy.resolve("product.yaml"), copy.resolve("renamed.yaml"));
    for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertEquals(here, hashes(copy.resolve("renamed.yaml")), tag);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherOrderGivesTheSameBytes(String name) throws IOException {
    Path copy = Cases.copyOf(name, temp.resolve("turned"));
    String written = Files.readString(copy.resolve("product.yaml"));
    String turned = turned(written);
    assertNotEquals(written, turned);
    Files.writeString(copy.resolve("product.yaml"), turned);
    assertEquals(
        hashes(Cases.copyOf(name, temp.resolve("here")).resolve("product.yaml")),
        hashes(copy.resolve("product.yaml")));
  }

  private static SortedMap<String, String> hashes(Path product) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    Cases.Outcome made = Cases.generate(product);
    made.files()
        .forEach((path, file) -> hashes.put(path, file.mode() + " " + file.content().sha256()));
    assertFalse(made.bundles().isEmpty(), made.findings());
    return hashes;
  }

  /** Turns round the keys of every map and the items of every set. */
  private static String turned(String yaml) {
    LoadSettings strict = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object tree = new Load(strict).loadFromString(yaml);
    DumpSettings quoted =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultScalarStyle(ScalarStyle.PLAIN)
            .setWidth(4000)
            .build();
    return new Dump(quoted).dumpToString(turned("", tree));
  }

  private static Object turned(String field, Object node) {
    if (node instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.reverse(keys);
      Map<Object, Object> turned = new LinkedHashMap<>();
      keys.forEach(key -> turned.put(key, turned(key.toString(), map.get(key))));
      return turned;
    }
    if (node instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(turned("", item)));
      if (SETS.contains(field)) {
        Collections.reverse(items);
      }
      return items;
    }
    return node;
  }
}
