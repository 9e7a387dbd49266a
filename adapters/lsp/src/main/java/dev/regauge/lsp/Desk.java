package dev.regauge.lsp;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.source.SpecReader;
import dev.regauge.spec.source.UnsavedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What an editor has open: texts, and the products that they belong to. For one thread. */
final class Desk {

  private static final Pattern KIND = Pattern.compile("(?m)^kind:[ \\t]*['\"]?(\\w+)");

  private final SortedMap<Path, OpenText> texts = new TreeMap<>();
  private final SortedMap<Path, OpenProduct> products = new TreeMap<>();

  /** A text of the editor with its version. */
  record OpenText(String text, int version) {}

  /** Takes a text as it now is; returns the products that it is part of. */
  List<OpenProduct> type(Path file, String text, int version) {
    texts.put(file, new OpenText(text, version));
    Optional<OpenProduct> owner = ownerOf(file);
    owner.ifPresent(product -> product.type(file, text));
    return owner.stream().toList();
  }

  /** Lets go of a text; the disk's is the file's again. */
  List<OpenProduct> close(Path file) {
    texts.remove(file);
    List<OpenProduct> touched = new ArrayList<>();
    for (OpenProduct product : List.copyOf(products.values())) {
      if (product.holds(file)) {
        boolean isOpen = texts.keySet().stream().anyMatch(product::holds);
        touched.add(product);
        if (!isOpen) {
          products.remove(product.file());
        }
      }
    }
    return touched;
  }

  Optional<OpenText> text(Path file) {
    return Optional.ofNullable(texts.get(file));
  }

  List<OpenProduct> products() {
    return List.copyOf(products.values());
  }

  boolean isOpen(OpenProduct product) {
    return products.get(product.file()) == product;
  }

  UnsavedFiles unsaved() {
    SortedMap<Path, String> all = new TreeMap<>();
    texts.forEach((path, open) -> all.put(path, open.text()));
    return UnsavedFiles.of(all);
  }

  /** Returns the product that a file belongs to; a part that no product includes has none. */
  Optional<OpenProduct> ownerOf(Path file) {
    String kind = kindOf(file);
    if (kind.equals("DataProduct") || file.endsWith(SpecReader.PRODUCT_FILE)) {
      return Optional.of(product(file));
    }
    for (OpenProduct product : products.values()) {
      if (product.holds(file) && !product.file().equals(file)) {
        return Optional.of(product);
      }
    }
    Optional<OpenProduct> above = productAbove(file);
    if (above.isPresent()) {
      return above;
    }
    return kind.isEmpty() ? Optional.empty() : Optional.of(product(file));
  }

  private String kindOf(Path file) {
    var kind = KIND.matcher(text(file).map(OpenText::text).orElse(""));
    return kind.find() ? kind.group(1) : "";
  }

  private OpenProduct product(Path file) {
    return products.computeIfAbsent(
        file,
        path -> {
          OpenProduct product = new OpenProduct(path);
          product.take(new ProductCompiler(unsaved()).judge(path, new FoundDiagnostics()));
          return product;
        });
  }

  /** Looks for the product file in the folders above that includes a file. */
  private Optional<OpenProduct> productAbove(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve(SpecReader.PRODUCT_FILE);
      CompiledProduct compiled =
          new ProductCompiler(unsaved()).judge(candidate, new FoundDiagnostics());
      OpenProduct product = new OpenProduct(candidate);
      product.take(compiled);
      if (product.holds(file)) {
        OpenProduct known = products.computeIfAbsent(candidate, _ -> product);
        known.take(compiled);
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
