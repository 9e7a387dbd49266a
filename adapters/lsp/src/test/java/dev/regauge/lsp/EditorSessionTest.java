package dev.regauge.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session over streams with LSP4J's own client; {@code golden/engines/tests/test_editor.py} holds
 * a longer one with another client and the packaged program.
 */
class EditorSessionTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: rails}
      assets:
        - key: raw/orders
          run: {python: "rails.load:orders"}
        - key: clean/orders
          deps: [raw/orders]
          run: {noop: }
      """;

  @TempDir Path folder;
  private final BlockingQueue<PublishDiagnosticsParams> told = new LinkedBlockingQueue<>();
  private CompletableFuture<Integer> code = new CompletableFuture<>();
  private PipedOutputStream toServer = new PipedOutputStream();
  private LanguageServer server;
  private String uri = "";
  private String text = PRODUCT;
  private int version = 1;

  @BeforeEach
  void start() throws Exception {
    Path file = Files.writeString(folder.resolve("product.yaml"), PRODUCT);
    uri = file.toUri().toString();
    PipedInputStream serverIn = new PipedInputStream(toServer, 1 << 16);
    PipedOutputStream serverOut = new PipedOutputStream();
    PipedInputStream fromServer = new PipedInputStream(serverOut, 1 << 16);
    Thread.ofPlatform()
        .daemon()
        .start(
            () ->
                code.complete(
                    EditorSession.serve(
                        serverIn,
                        serverOut,
                        page -> Optional.of(URI.create("file:///pages/" + page)))));
    var launcher = LSPLauncher.createClientLauncher(new Editor(), fromServer, toServer);
    assertNotNull(launcher.startListening());
    server = launcher.getRemoteProxy();
    InitializeParams asked = new InitializeParams();
    asked.setProcessId((int) ProcessHandle.current().pid());
    var can = server.initialize(asked).get(60, TimeUnit.SECONDS).getCapabilities();
    assertTrue(can.getRenameProvider().getRight().getPrepareProvider());
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "yaml", 1, PRODUCT)));
  }

  @AfterEach
  void end() throws IOException {
    toServer.close();
  }

  @Test
  void aWrongNameIsToldWithItsCodePlaceAndPage() throws Exception {
    type("deps: [raw/orders]", "deps: [raw/order]");
    Diagnostic found = await("RG-LINK-001");
    assertEquals(new Position(7, 11), found.getRange().getStart());
    assertEquals(new Position(7, 20), found.getRange().getEnd());
    assertEquals("file:///pages/RG-LINK-001", found.getCodeDescription().getHref());
    type("deps: [raw/order]", "deps: [raw/orders]");
    await("");
  }

  @Test
  void namesAreOfferedWhileTheFileIsBroken() throws Exception {
    type("  - key: raw/orders\n", "  - key: raw/orders\n    tags: {a: [\n");
    await("RG-READ-004");
    assertTrue(offered("deps: [raw", 8).contains("raw/orders"), offered("deps: [raw", 8)::toString);
  }

  @Test
  void typingDoesNotQueue() throws Exception {
    int before = 60;
    for (int i = 0; i < before; i++) {
      type("deps: [raw/orders", "deps: [raw/ordersx");
      type("deps: [raw/ordersx", "deps: [raw/orders");
    }
    type("deps: [raw/orders]", "deps: [raw/nothing]");
    await("RG-LINK-001");
    assertTrue(tellings < before, "as many checks as changes: " + tellings);
  }

  @Test
  void exitAfterShutdownIsFine() throws Exception {
    server.shutdown().get(60, TimeUnit.SECONDS);
    server.exit();
    assertEquals(0, code.get(60, TimeUnit.SECONDS));
  }

  @Test
  void exitWithoutShutdownIsNot() throws Exception {
    server.exit();
    assertEquals(1, code.get(60, TimeUnit.SECONDS));
  }

  @Test
  void aClosedStreamEndsTheServer() throws Exception {
    toServer.close();
    assertEquals(1, code.get(60, TimeUnit.SECONDS));
  }

  private void type(String old, String changed) {
    text = text.replace(old, changed);
    version++;
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, version),
                List.of(new TextDocumentContentChangeEvent(text))));
  }

  private int tellings;

  /** Waits until the one error of the newest text has that code; empty: until there is none. */
  private Diagnostic await(String wanted) throws InterruptedException {
    while (true) {
      PublishDiagnosticsParams next = told.poll(60, TimeUnit.SECONDS);
      assertNotNull(next, "nothing is told any more; wanted " + wanted);
      tellings++;
      List<Diagnostic> errors =
          next.getDiagnostics().stream()
              .filter(found -> found.getSeverity() == org.eclipse.lsp4j.DiagnosticSeverity.Error)
              .toList();
      boolean isNewest = next.getVersion() != null && next.getVersion() == version;
      if (isNewest && errors.isEmpty() && wanted.isEmpty()) {
        return new Diagnostic();
      }
      if (isNewest && !errors.isEmpty()) {
        assertEquals(wanted, errors.getFirst().getCode().getLeft(), errors::toString);
        return errors.getFirst();
      }
    }
  }

  private List<String> offered(String words, int letters) throws Exception {
    String before = text.substring(0, text.indexOf(words) + letters);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n') - 1;
    return server
        .getTextDocumentService()
        .completion(
            new CompletionParams(new TextDocumentIdentifier(uri), new Position(line, column)))
        .get(60, TimeUnit.SECONDS)
        .getRight()
        .getItems()
        .stream()
        .map(CompletionItem::getLabel)
        .toList();
  }

  /** Takes what the server tells. */
  private final class Editor implements LanguageClient {
    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
      told.add(diagnostics);
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams ask) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams message) {}
  }
}
