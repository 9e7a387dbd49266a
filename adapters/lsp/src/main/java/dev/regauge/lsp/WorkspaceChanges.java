package dev.regauge.lsp;

import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.services.WorkspaceService;

/** What changes outside the open texts: files that another program writes. */
final class WorkspaceChanges implements WorkspaceService {

  private final TextDocuments documents;

  WorkspaceChanges(TextDocuments documents) {
    this.documents = documents;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    // There is nothing to configure.
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    documents.checkAll();
  }
}
