package dev.regauge.lsp;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.source.SpecFormatter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;

/** The open texts and the questions about them, all answered on the desk's thread. */
final class TextDocuments implements TextDocumentService {

  private final Executor thread;
  private final Checks checks;
  private final Supplier<LanguageClient> client;
  private final Function<String, Optional<URI>> pages;
  private final Desk desk = new Desk();
  private final SchemaTexts texts = new SchemaTexts();

  TextDocuments(
      Executor thread,
      Checks checks,
      Supplier<LanguageClient> client,
      Function<String, Optional<URI>> pages) {
    this.thread = thread;
    this.checks = checks;
    this.client = client;
    this.pages = pages;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams opened) {
    var document = opened.getTextDocument();
    onFile(
        document.getUri(),
        file -> check(desk.type(file, document.getText(), document.getVersion())));
  }

  @Override
  public void didChange(DidChangeTextDocumentParams changed) {
    var document = changed.getTextDocument();
    onFile(
        document.getUri(),
        file -> {
          String text = desk.text(file).map(Desk.OpenText::text).orElse("");
          for (TextDocumentContentChangeEvent change : changed.getContentChanges()) {
            text = changed(text, change);
          }
          Integer version = document.getVersion();
          check(desk.type(file, text, version == null ? 0 : version));
        });
  }

  private static String changed(String text, TextDocumentContentChangeEvent change) {
    Range range = change.getRange();
    if (range == null) {
      return change.getText();
    }
    Lines lines = new Lines(text);
    return text.substring(0, lines.indexOf(range.getStart()))
        + change.getText()
        + text.substring(lines.indexOf(range.getEnd()));
  }

  @Override
  public void didClose(DidCloseTextDocumentParams closed) {
    onFile(
        closed.getTextDocument().getUri(),
        file -> {
          for (OpenProduct product : desk.close(file)) {
            if (desk.isOpen(product)) {
              check(List.of(product));
            } else {
              product.revision++;
              product.marked.forEach(marked -> publish(marked, List.of()));
            }
          }
        });
  }

  @Override
  public void didSave(DidSaveTextDocumentParams saved) {
    checkAll();
  }

  /** Checks every open product again, since something changed on the disk. */
  void checkAll() {
    thread.execute(() -> check(desk.products()));
  }

  private void onFile(String uri, Consumer<Path> work) {
    pathOf(uri).ifPresent(file -> thread.execute(() -> work.accept(file)));
  }

  /** Texts that are no files of a disk have no product. */
  private static Optional<Path> pathOf(String uri) {
    try {
      URI address = URI.create(uri);
      return "file".equals(address.getScheme())
          ? Optional.of(Path.of(address).normalize())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void check(List<OpenProduct> products) {
    for (OpenProduct product : products) {
      checks.soon(product, desk, result -> tell(product, result), this::confess);
    }
  }

  /** Our own bug is no finding; the editor shows it and goes on. */
  private void confess(RuntimeException bug) {
    StringWriter trace = new StringWriter();
    bug.printStackTrace(new PrintWriter(trace));
    client
        .get()
        .showMessage(
            new MessageParams(
                MessageType.Error, "this is a bug in regauge; its log has what to report"));
    client.get().logMessage(new MessageParams(MessageType.Error, trace.toString()));
  }

  private void tell(OpenProduct product, Checks.Result result) {
    if (!desk.isOpen(product)) {
      return;
    }
    product.take(result);
    Map<Path, List<Diagnostic>> byFile =
        new Findings(product, result.product().sources(), pages).byFile(result.findings());
    SortedSet<Path> touched = new TreeSet<>(product.marked);
    touched.addAll(byFile.keySet());
    result.product().sources().files().forEach(name -> touched.add(product.pathOf(name)));
    touched.forEach(file -> publish(file, byFile.getOrDefault(file, List.of())));
    product.marked.clear();
    product.marked.addAll(byFile.keySet());
  }

  private void publish(Path file, List<Diagnostic> findings) {
    PublishDiagnosticsParams told = new PublishDiagnosticsParams(file.toUri().toString(), findings);
    desk.text(file).map(Desk.OpenText::version).ifPresent(told::setVersion);
    client.get().publishDiagnostics(told);
  }

  /** A question about a file of a product. */
  private interface Question<T> {
    T answer(OpenProduct product, FileView file, int index);
  }

  private <T> CompletableFuture<T> ask(
      String uri, Position position, T nothing, Question<T> question) {
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<Path> path = pathOf(uri);
          Optional<OpenProduct> product = path.flatMap(desk::ownerOf);
          Optional<FileView> view = product.flatMap(owner -> owner.view(path.orElseThrow()));
          return view.isEmpty()
              ? nothing
              : question.answer(
                  product.orElseThrow(), view.get(), view.get().lines().indexOf(position));
        },
        thread);
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams asked) {
    return ask(
        asked.getTextDocument().getUri(),
        asked.getPosition(),
        Either.forLeft(List.of()),
        (product, file, index) ->
            Either.forRight(new Completion(product, file, index, texts).list()));
  }

  @Override
  @SuppressWarnings("NullAway") // no answer is null in the protocol
  public CompletableFuture<Hover> hover(HoverParams asked) {
    return ask(
            asked.getTextDocument().getUri(),
            asked.getPosition(),
            Optional.<Hover>empty(),
            (product, file, index) -> new Answers(product, file, index, texts).hover())
        .thenApply(hover -> hover.orElse(null));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams asked) {
    return ask(
        asked.getTextDocument().getUri(),
        asked.getPosition(),
        Either.forLeft(List.of()),
        (product, file, index) ->
            Either.forLeft(new Answers(product, file, index, texts).definition()));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams asked) {
    return ask(
        asked.getTextDocument().getUri(),
        asked.getPosition(),
        List.of(),
        (product, file, index) ->
            new Answers(product, file, index, texts)
                .references(asked.getContext().isIncludeDeclaration()));
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams asked) {
    return ask(
        asked.getTextDocument().getUri(),
        new Position(0, 0),
        List.of(),
        (product, file, index) ->
            file.tree().root().stream()
                .flatMap(root -> new Symbols(file).of(root).stream())
                .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                .toList());
  }

  @Override
  @SuppressWarnings("NullAway") // no answer is null in the protocol
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams asked) {
    return ask(
            asked.getTextDocument().getUri(),
            asked.getPosition(),
            Optional.<Range>empty(),
            AssetRename::rangeAt)
        .thenApply(
            range ->
                range
                    .map(
                        Either3::<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>forFirst)
                    .orElse(null));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams asked) {
    return ask(
        asked.getTextDocument().getUri(),
        asked.getPosition(),
        new WorkspaceEdit(),
        (product, file, index) -> {
          try {
            return AssetRename.of(product, file, index, asked.getNewName());
          } catch (AssetRename.Refused e) {
            throw new ResponseErrorException(
                new ResponseError(
                    ResponseErrorCode.RequestFailed, String.valueOf(e.getMessage()), null));
          }
        });
  }

  /** A file with errors stays as it is, as with {@code regauge fmt}. */
  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams asked) {
    return ask(
        asked.getTextDocument().getUri(),
        new Position(0, 0),
        List.of(),
        (product, file, index) -> {
          String text = file.lines().text();
          return new SpecFormatter()
                  .format(
                      file.name(), text.getBytes(StandardCharsets.UTF_8), new FoundDiagnostics())
                  .text()
                  .filter(written -> !written.equals(text))
                  .map(written -> new TextEdit(file.lines().range(0, text.length()), written))
                  .stream()
                  .toList();
        });
  }
}
