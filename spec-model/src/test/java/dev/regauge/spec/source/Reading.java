package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.form.Wildcards;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A product read from a text, with what was found. */
record Reading(SpecDocument document, List<Diagnostic> findings) {

  static final String HEAD =
      "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: hello}\n";

  static Reading of(String yaml) {
    return of(yaml.getBytes(StandardCharsets.UTF_8), new TreeMap<>());
  }

  static Reading of(byte[] yaml, SortedMap<String, String> files) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read("product.yaml", yaml, folder(files), found);
    return new Reading(document, found.sorted());
  }

  /** Reads one asset: the fields are written at its level, without indentation. */
  static Reading ofAsset(String fields) {
    return of(HEAD + "assets:\n  - key: raw/orders\n" + fields.indent(4));
  }

  /** Returns the product of a file in which nothing is wrong. */
  ProductSpec product() {
    assertEquals("", text());
    return document.product().orElseThrow();
  }

  String text() {
    return new TextPrinter(document.sources()).print(findings);
  }

  /** Returns each finding as {@code RG-READ-013@7:5}, without its family's name. */
  List<String> places() {
    return findings.stream()
        .map(
            found ->
                found.code().id().substring("RG-READ-".length())
                    + "@"
                    + found.span().map(span -> span.line() + ":" + span.column()).orElse("-"))
        .toList();
  }

  private static RootFolder folder(SortedMap<String, String> files) {
    return new RootFolder() {
      @Override
      public State stateOf(String path) {
        return files.containsKey(path) ? State.FILE : State.MISSING;
      }

      @Override
      public Hits list(String pattern, int most) {
        return new Hits(
            files.keySet().stream()
                .filter(path -> Wildcards.fits(path, pattern))
                .limit(most)
                .toList(),
            new TreeMap<>());
      }

      @Override
      public Content read(String path, long limit) {
        String text = files.get(path);
        if (text == null) {
          return new Content.Unreadable("there is no such file");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= limit ? new Content.Bytes(bytes) : new Content.TooLarge();
      }
    };
  }
}
