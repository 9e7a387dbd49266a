package dev.regauge.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** One session with an editor, from its first message to the end of its process. */
public final class EditorSession {

  /** What the protocol wants: 0 after a shutdown, else 1. */
  private static final int CUT_OFF = 1;

  private EditorSession() {}

  /**
   * Serves an editor over two streams until it says {@code exit}, closes the stream or dies;
   * returns the exit code of the process.
   *
   * @param pages where a code's page lies, if an editor can open it
   */
  public static int serve(InputStream in, OutputStream out, Function<String, Optional<URI>> pages) {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    EditorServer server = new EditorServer(ended, pages);
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out);
    server.connect(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    Thread.ofPlatform()
        .daemon()
        .name("regauge-lsp-end")
        .start(
            () -> {
              try {
                listening.get();
              } catch (ExecutionException | InterruptedException e) {
                // The stream broke: as if it were closed.
              }
              ended.complete(CUT_OFF);
            });
    int code = ended.join();
    server.stop();
    return code;
  }
}
