package dev.regauge.lsp;

import dev.regauge.spec.source.Written;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.SymbolKind;

/** The outline of a file: its fields, and in them what has a name. */
final class Symbols {

  private final Lines lines;

  Symbols(FileView file) {
    this.lines = file.lines();
  }

  List<DocumentSymbol> of(Written root) {
    List<DocumentSymbol> all = new ArrayList<>();
    if (root instanceof Written.Fields fields) {
      for (Written.Field field : fields.fields()) {
        DocumentSymbol symbol =
            symbol(field.key(), field.value(), SymbolKind.Namespace, field.key().text());
        symbol.setChildren(inside(field));
        all.add(symbol);
      }
    }
    return all;
  }

  private List<DocumentSymbol> inside(Written.Field field) {
    List<DocumentSymbol> named = new ArrayList<>();
    switch (field.value()) {
      case Written.Items list -> {
        for (Written item : list.items()) {
          if (item instanceof Written.Fields map) {
            map.text("key")
                .or(() -> map.text("name"))
                .filter(name -> !name.text().isBlank())
                .ifPresent(name -> named.add(symbol(name, map, SymbolKind.Object, name.text())));
          }
        }
      }
      case Written.Fields map -> {
        for (Written.Field entry : map.fields()) {
          if (!entry.key().text().isBlank()) {
            named.add(symbol(entry.key(), entry.value(), SymbolKind.Property, entry.key().text()));
          }
        }
      }
      case Written.Text _ -> {}
    }
    return named;
  }

  private DocumentSymbol symbol(Written.Text name, Written whole, SymbolKind kind, String label) {
    int start = Math.min(name.start(), whole.start());
    int end = Math.max(name.end(), whole.end());
    return new DocumentSymbol(
        label, kind, lines.range(start, end), lines.range(name.start(), name.end()));
  }
}
