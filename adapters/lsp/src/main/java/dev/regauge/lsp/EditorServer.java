package dev.regauge.lsp;

import dev.regauge.engine.GeneratorVersion;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The server's side of the protocol: what it can, and how it begins and ends. */
final class EditorServer implements LanguageServer {

  private final CompletableFuture<Integer> ended;
  private final Function<String, Optional<URI>> pages;

  /** Everything about texts happens here, in the order in which the editor says it. */
  private final ExecutorService desk =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("regauge-lsp-desk").unstarted(work));

  private final Checks checks = new Checks(desk);
  private final TextDocuments documents;
  private volatile boolean isShutDown;
  private volatile boolean isWatcher;
  private volatile CompletableFuture<Void> editorGone = CompletableFuture.completedFuture(null);
  private volatile Optional<LanguageClient> client = Optional.empty();

  EditorServer(CompletableFuture<Integer> ended, Function<String, Optional<URI>> pages) {
    this.ended = ended;
    this.pages = pages;
    this.documents = new TextDocuments(desk, checks, this::client, this.pages);
  }

  void connect(LanguageClient editor) {
    client = Optional.of(editor);
  }

  private LanguageClient client() {
    return client.orElseThrow();
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams asked) {
    endWith(asked.getProcessId());
    isWatcher =
        asked.getCapabilities() != null
            && asked.getCapabilities().getWorkspace() != null
            && asked.getCapabilities().getWorkspace().getDidChangeWatchedFiles() != null
            && Boolean.TRUE.equals(
                asked
                    .getCapabilities()
                    .getWorkspace()
                    .getDidChangeWatchedFiles()
                    .getDynamicRegistration());
    ServerCapabilities can = new ServerCapabilities();
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(Either.forRight(new SaveOptions(false)));
    can.setTextDocumentSync(sync);
    can.setPositionEncoding("utf-16");
    can.setCompletionProvider(new CompletionOptions(false, List.of(" ", "/", ":", "+", ".")));
    can.setHoverProvider(true);
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentSymbolProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setRenameProvider(new RenameOptions(true));
    ServerInfo who = new ServerInfo("regauge", GeneratorVersion.CURRENT);
    return CompletableFuture.completedFuture(new InitializeResult(can, who));
  }

  /** The server goes with the editor, also when that is killed and says nothing. */
  private void endWith(Integer process) {
    if (process == null) {
      return;
    }
    Optional<ProcessHandle> editor = ProcessHandle.of(process);
    if (editor.isEmpty()) {
      ended.complete(1); // it is gone already
    }
    editorGone =
        editor
            .filter(handle -> !handle.equals(ProcessHandle.current()))
            .map(handle -> handle.onExit().thenRun(() -> ended.complete(1)))
            .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public void initialized(InitializedParams params) {
    if (isWatcher) {
      List<FileSystemWatcher> files =
          List.of("**/*.yaml", "**/*.yml", "**/*.sql", "**/*.py").stream()
              .map(pattern -> new FileSystemWatcher(Either.forLeft(pattern)))
              .toList();
      Registration watch =
          new Registration(
              "regauge-files",
              "workspace/didChangeWatchedFiles",
              new DidChangeWatchedFilesRegistrationOptions(files));
      CompletableFuture<Void> registered =
          client().registerCapability(new RegistrationParams(List.of(watch)));
      registered.exceptionally(_ -> null); // an editor that cannot does without
    }
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    isShutDown = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    ended.complete(isShutDown ? 0 : 1);
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // There is nothing to trace: the editor sees every message.
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return new WorkspaceChanges(documents);
  }

  void stop() {
    editorGone.cancel(false);
    checks.stop();
    desk.shutdownNow();
  }
}
