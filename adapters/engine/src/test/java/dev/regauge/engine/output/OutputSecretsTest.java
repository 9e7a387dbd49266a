package dev.regauge.engine.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a secret is written by nobody, wherever in a bundle it stands. */
class OutputSecretsTest {

  /** Put together here, so that no scanner of repositories takes it for a real one. */
  private static final String KEY = "AKIA" + "ABCDEFGHIJKLMNOP";

  private static final String ADDRESS = "postgresql://reader:" + "hunter2@db.example.com/shop";

  @TempDir Path temp;

  @Test
  void aGeneratedFileIsRefusedByItsPlace() throws IOException {
    BundleFile file = BundleFile.text("manifests/a.yaml", "kind: Pod\nenv: ü " + KEY + "\n");
    Diagnostic found = only(file);
    assertEquals("RG-SEC-006", found.code().id());
    assertEquals(Optional.of(new Span("rails/manifests/a.yaml", 2, 8, 20)), found.span());
    assertEquals("'rails/manifests/a.yaml' holds what looks like an access key", found.message());
    String shown = new TextPrinter((_, _) -> Optional.of("env: ü " + KEY)).print(List.of(found));
    assertFalse(shown.contains(KEY), shown);
    assertTrue(shown.contains("env: ü ********************"), shown);
  }

  @Test
  void theUsersFileIsNamedWhereItLies() throws IOException {
    Diagnostic found = only(code("src/load.py", "import os\n\n\nURL = \"" + ADDRESS + "\"\n"));
    assertEquals(Optional.of(new Span("src/load.py", 4, 18, 18)), found.span());
    assertTrue(found.help().contains("regauge:no-secret"), found.help());
  }

  @Test
  void everyPlaceOfEveryTargetIsToldOnce() throws IOException {
    BundleFile shared = code("src/a.py", KEY + " " + ADDRESS + "\n" + KEY + "\n");
    FoundDiagnostics found = new FoundDiagnostics();
    List<LockedBundle> both = List.of(bundle("rails", shared), bundle("zed", shared));
    assertEquals(List.of(), new BundleWriter().write(temp, both, true, found));
    assertEquals(
        List.of("1:1", "1:32", "2:1"),
        found.sorted().stream()
            .map(one -> one.span().orElseThrow())
            .map(span -> span.line() + ":" + span.column())
            .toList());
  }

  @Test
  void whatLiesThereStays() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    new BundleWriter().write(temp, List.of(bundle("rails", code("a.py", "1\n"))), false, found);
    assertEquals(List.of(), found.sorted());
    List<LockedBundle> next = List.of(bundle("rails", code("a.py", KEY), code("b.py", "2\n")));
    assertEquals(List.of(), new BundleWriter().write(temp, next, true, found));
    assertEquals("1\n", Files.readString(temp.resolve("rails/code/a.py")));
    assertFalse(Files.exists(temp.resolve("rails/code/b.py")));
    assertEquals(List.of(), new BundleWriter().compare(temp, next, found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY  # regauge:no-secret the one of the tutorial",
        "# regauge:no-secret: the one of the tutorial\nKEY",
        "-- regauge:no-secret made up\r\nKEY",
      })
  void aMarkWithAReasonSparesItsLine(String text) throws IOException {
    assertEquals(List.of(), findings(code("a.py", text.replace("KEY", KEY))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY  # regauge:no-secret",
        "KEY  # regauge:no-secret -",
        "# regauge:no-secret made up\n\nKEY",
        "KEY\n# regauge:no-secret made up",
      })
  void aMarkWithoutAReasonOrElsewhereSparesNothing(String text) throws IOException {
    assertEquals(1, findings(code("a.py", text.replace("KEY", KEY))).size());
  }

  @Test
  void aListSparesTheFilesBesideIt() throws IOException {
    BundleFile list = code("data/.no-secrets", "# made up\nkeys.csv: of the tests\nb.csv:\n");
    assertEquals(List.of(), findings(list, code("data/keys.csv", KEY)));
    assertEquals(1, findings(list, code("data/b.csv", KEY)).size());
    assertEquals(1, findings(list, code("other/keys.csv", KEY)).size());
    assertEquals(1, findings(list, BundleFile.text("code/data/keys.csv", KEY)).size());
  }

  @Test
  void bytesAreNoText() throws IOException {
    assertEquals(List.of(), findings(code("model.bin", "\0" + KEY)));
  }

  private Diagnostic only(BundleFile... files) throws IOException {
    List<Diagnostic> found = findings(files);
    assertEquals(1, found.size(), found::toString);
    return found.getFirst();
  }

  private List<Diagnostic> findings(BundleFile... files) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    List<LockedBundle> bundles = List.of(bundle("rails", files));
    List<BundleChange> changes = new BundleWriter().write(temp, bundles, true, found);
    assertEquals(found.hasErrors(), changes.isEmpty());
    return found.sorted();
  }

  private static BundleFile code(String path, String text) {
    return new BundleFile(
        new BundlePath("code/" + path),
        Content.bytes(text.getBytes(StandardCharsets.UTF_8)),
        FileMode.REGULAR,
        List.of("code"));
  }

  private static LockedBundle bundle(String target, BundleFile... files) {
    Bundle bundle = new Bundle(new TargetName(target), new ArrayList<>(Arrays.asList(files)));
    BundleLock blank =
        new BundleLock("p", target, "rails", "1", "0", "", new TreeMap<>(), new TreeMap<>());
    return new LockedBundle(bundle, blank.over(bundle));
  }
}
