package dev.regauge.engine.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generator;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.engine.ProductHome;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the user's files are copied; a golden case cannot hold links, secrets and caches. */
class CodeFilesTest {

  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void code() throws IOException {
    root = Files.createDirectory(temp.resolve("product"));
    put("src/shop/load.py");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        ".env.production",
        ".envrc",
        "conf/prod.env",
        "certs/server.pem",
        "certs/tls.key",
        "id_rsa",
        ".netrc",
        ".pypirc",
        ".pgpass",
        "src/.git-credentials",
        ".aws/credentials",
        ".ssh/known_hosts",
        "state/terraform.tfstate",
        "store.JKS"
      })
  void whatUsuallyHoldsSecretsStaysBehindAndIsListed(String path) throws IOException {
    put(path);
    Copied copied = copy("");
    assertEquals(List.of("src/shop/load.py"), copied.code());
    assertTrue(copied.said().startsWith("warning[RG-SEC-004]"), copied.said());
    String listed =
        path.startsWith(".aws") || path.startsWith(".ssh") ? path.substring(0, 4) : path;
    assertTrue(copied.said().contains("'" + listed + "'"), copied.said());
  }

  @Test
  void whatTheSpecNamesIsCopied() throws IOException {
    put(".env");
    put("certs/ca.pem");
    put("certs/own.pem");
    Copied copied = copy("code: {paths: [\".\", certs/ca.pem]}");
    assertEquals(List.of("certs/ca.pem", "src/shop/load.py"), copied.code());
    assertTrue(copied.said().contains("'.env', 'certs/own.pem'"), copied.said());
    assertTrue(copied.said().contains("product.yaml:6:15"), copied.said());
  }

  @Test
  void manySecretsAreCountedOnceTheyAreTooManyToList() throws IOException {
    for (int i = 10; i < 25; i++) {
      put("certs/" + i + ".pem");
    }
    assertTrue(copy("").said().contains("'certs/19.pem' and 5 more"));
  }

  @Test
  void anotherNameForASecretIsNoWayRound() throws IOException {
    put(".env");
    Files.createSymbolicLink(root.resolve("settings"), Path.of(".env"));
    Copied copied = copy("");
    assertEquals(List.of("src/shop/load.py"), copied.code());
    assertTrue(copied.said().contains("'.env', 'settings'"), copied.said());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env.example",
        "template.env",
        "src/keys.py",
        "environment.yaml",
        "pem/readme.txt"
      })
  void whatOnlyLooksSimilarIsCopied(String path) throws IOException {
    put(path);
    Copied copied = copy("");
    assertTrue(copied.code().contains(path), copied.code().toString());
    assertEquals("", copied.said());
  }

  @ParameterizedTest
  @CsvSource({
    ".venv/lib/x.py,.venv",
    "venv/lib/x.py,venv",
    "my_env/pyvenv.cfg,my_env",
    ".git/HEAD,.git",
    "node_modules/x/index.js,node_modules",
    "src/shop/__pycache__/load.cpython-312.pyc,src/shop/__pycache__",
    "src/load.pyc,src/load.pyc",
    ".idea/workspace.xml,.idea",
    ".vscode/settings.json,.vscode",
    ".tox/py/x,.tox",
    "src/.load.py.swp,src/.load.py.swp",
    "out/.regauge.lock,out",
    "out/rails/bundle.lock.json,out/rails"
  })
  void whatBelongsToAToolStaysBehindAndIsTold(String path, String told) throws IOException {
    put(path);
    Copied copied = copy("");
    assertEquals(List.of("src/shop/load.py"), copied.code());
    assertEquals(List.of(told), copied.leftOut());
    assertEquals("", copied.said());
  }

  /** The product root may be the output folder itself: the code must not vanish for that. */
  @Test
  void codeBesideTheBundlesIsStillCode() throws IOException {
    put(".regauge.lock");
    put("rails/bundle.lock.json");
    put("rails/code/src/shop/load.py");
    put(".rails.new/code/src/shop/load.py");
    Copied copied = copy("");
    assertEquals(List.of("src/shop/load.py"), copied.code());
    assertEquals(List.of(".rails.new", ".regauge.lock", "rails"), copied.leftOut());
  }

  @Test
  void aRingOfLinksThroughTwoFoldersIsTold() throws IOException {
    put("a/x.py");
    put("b/y.py");
    Files.createSymbolicLink(root.resolve("a/b"), Path.of("../b"));
    Files.createSymbolicLink(root.resolve("b/a"), Path.of("../a"));
    Copied copied = copy("");
    assertTrue(copied.said().contains("error[RG-SEC-002]"), copied.said());
    assertTrue(copied.said().contains("'a/b/a'"), copied.said());
    assertTrue(copied.said().contains("product.yaml:"), copied.said());
  }

  @Test
  void aLinkToAFolderAboveIsARing() throws IOException {
    Files.createSymbolicLink(root.resolve("src/again"), Path.of(".."));
    assertTrue(copy("").said().contains("error[RG-SEC-002]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"self", "gone"})
  void aLinkThatLeadsNowhereIsTold(String to) throws IOException {
    Files.createSymbolicLink(root.resolve("self"), Path.of(to));
    Copied copied = copy("");
    assertTrue(copied.said().contains("error[RG-SEC-005]"), copied.said());
    assertTrue(copied.said().contains("'self'"), copied.said());
  }

  @Test
  void aLinkOutOfTheProductIsTold() throws IOException {
    Files.writeString(temp.resolve("theirs.py"), "x");
    Files.createSymbolicLink(root.resolve("src/theirs.py"), Path.of("../../theirs.py"));
    assertTrue(copy("").said().contains("error[RG-SEC-001]"));
  }

  @Test
  void aNameThatNotEverySystemTakesIsTold() throws IOException {
    put("src/a:b.py");
    assertTrue(copy("").said().contains("error[RG-SEC-003]"));
  }

  @Test
  void aLinkInsideTheProductIsFollowed() throws IOException {
    Files.createSymbolicLink(root.resolve("lib"), Path.of("src"));
    assertEquals(List.of("lib/shop/load.py", "src/shop/load.py"), copy("").code());
  }

  private void put(String path) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), "x\n");
  }

  private Copied copy(String code) throws IOException {
    String text =
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: hello}
        assets:
          - {key: numbers, run: {sql: "select 1 as n"}}
        """;
    Path product = Files.writeString(root.resolve("product.yaml"), text + code + "\n");
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = new ProductCompiler().compile(product, found);
    ProductHome home = Generator.home(compiled, compiled.sound().orElseThrow().plan(), found);
    List<String> files =
        home.files().stream()
            .map(file -> file.path().value())
            .filter(path -> path.startsWith("code/"))
            .map(path -> path.substring("code/".length()))
            .sorted()
            .toList();
    return new Copied(
        files, home.leftOut(), new TextPrinter(compiled.sources()).print(compiled.heard(found)));
  }

  /** What was copied to {@code code/}, what was not, and what was said. */
  private record Copied(List<String> code, List<String> leftOut, String said) {}
}
