package dev.regauge.lsp;

import dev.regauge.spec.model.CodePlaces;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.model.form.Wildcards;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.source.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;

/** Answers what is asked about one place of a file: what it is, where it is given, who uses it. */
final class Answers {

  private static final int LONGEST = 400;

  private final OpenProduct product;
  private final FileView file;
  private final int index;
  private final SchemaTexts texts;

  Answers(OpenProduct product, FileView file, int index, SchemaTexts texts) {
    this.product = product;
    this.file = file;
    this.index = index;
    this.texts = texts;
  }

  Optional<Hover> hover() {
    Optional<Spot> spot = file.spotAt(index);
    if (spot.isEmpty()) {
      return Optional.empty();
    }
    Optional<Use> use = product.names().useAt(file, index);
    Range range =
        use.map(at -> file.lines().range(at.start(), at.end()))
            .orElseGet(
                () -> file.lines().range(spot.get().text().start(), spot.get().text().end()));
    String words =
        use.flatMap(product.names()::declarationOf)
            .map(this::about)
            .orElseGet(() -> about(spot.get()));
    return Optional.of(new Hover(new MarkupContent(MarkupKind.MARKDOWN, words), range));
  }

  private String about(Spot spot) {
    String name =
        spot.role() == Spot.Role.KEY
            ? spot.text().text()
            : spot.field().isEmpty() ? spot.frame().name() : spot.field();
    List<String> parts = new ArrayList<>();
    parts.add("**" + name + "** (" + spot.record().noun() + ")");
    boolean isKind = spot.role() == Spot.Role.KEY && spot.frame().shape() instanceof Shape.KindOf;
    String said =
        isKind
            ? texts.about((Shape.KindOf) spot.frame().shape(), name)
            : texts.about(spot.record(), name);
    if (!said.isEmpty()) {
      parts.add(said);
    }
    spot.shape().map(ShapeWords::of).ifPresent(type -> parts.add("Type: " + type));
    return String.join("\n\n", parts);
  }

  /** Shows the thing that a name refers to: its first lines. */
  private String about(Declared name) {
    Lines lines = name.file().lines();
    int start = Math.min(name.text().start(), name.value().start());
    int from = lines.startOfLineAt(start);
    int to = Math.max(name.value().end(), lines.endOfLineAt(name.text().start()));
    String shown = lines.text().substring(from, Math.min(lines.text().length(), to));
    String cut =
        shown.length() > LONGEST
            ? shown.substring(0, shown.lastIndexOf('\n', LONGEST) + 1) + "…"
            : shown;
    return "**"
        + name.name()
        + "** ("
        + name.kind().noun()
        + ", "
        + name.file().name()
        + ")\n\n```yaml\n"
        + cut.stripTrailing()
        + "\n```";
  }

  List<Location> definition() {
    Optional<Use> use = product.names().useAt(file, index);
    if (use.isPresent()) {
      return use.flatMap(product.names()::declarationOf).map(Answers.this::at).stream().toList();
    }
    Optional<Spot> spot = file.spotAt(index).filter(at -> at.role() == Spot.Role.VALUE);
    if (spot.isEmpty() || !(spot.get().shape().orElse(null) instanceof Shape.Text text)) {
      return List.of();
    }
    String written = spot.get().text().text();
    return switch (text.format()) {
      case PATH -> List.of(start(fromFile(written)));
      case PATH_PATTERN ->
          product.views().stream()
              .filter(view -> Wildcards.fits(view.name(), written))
              .map(view -> start(view.name()))
              .toList();
      case ENTRYPOINT, FUNCTION, FUNCTION_OR_ASSET -> code(written).stream().toList();
      default -> List.of();
    };
  }

  /** Returns the module of an entry point at the line of its function, if it is the product's. */
  private Optional<Location> code(String entrypoint) {
    int end = Math.max(entrypoint.lastIndexOf(':'), entrypoint.lastIndexOf('.'));
    if (end < 0 || !TextFormat.FUNCTION.matches(entrypoint)) {
      return Optional.empty();
    }
    String module = entrypoint.substring(0, end);
    String function = entrypoint.substring(end + 1);
    for (String place : CodePlaces.ofEntrypoint(module)) {
      Optional<String> source = product.code(place);
      if (source.isPresent()) {
        Lines lines = new Lines(source.get());
        int at = functionIn(source.get(), function);
        return Optional.of(
            new Location(
                product.pathOf(place).toUri().toString(),
                at < 0 ? lines.range(0, 0) : lines.range(at, at + function.length())));
      }
    }
    return Optional.empty();
  }

  private static int functionIn(String source, String name) {
    var found =
        Pattern.compile("(?m)^[ \\t]*(?:async[ \\t]+)?def[ \\t]+(" + Pattern.quote(name) + ")\\b")
            .matcher(source);
    return found.find() ? found.start(1) : -1;
  }

  private String fromFile(String path) {
    int slash = file.name().lastIndexOf('/');
    return slash < 0 ? path : file.name().substring(0, slash + 1) + path;
  }

  private Location start(String name) {
    return new Location(product.pathOf(name).toUri().toString(), new Lines("").range(0, 0));
  }

  private Location at(Declared name) {
    Written.Text text = name.text();
    return new Location(
        product.pathOf(name.file().name()).toUri().toString(),
        name.file().lines().range(text.start(), text.end()));
  }

  List<Location> references(boolean isWithDeclaration) {
    Optional<Declared> name =
        product
            .names()
            .useAt(file, index)
            .flatMap(product.names()::declarationOf)
            .or(() -> product.names().declaredAt(file, index));
    if (name.isEmpty()) {
      return List.of();
    }
    List<Location> found = new ArrayList<>();
    if (isWithDeclaration) {
      found.add(at(name.get()));
    }
    for (Use use : product.names().usesOf(name.get())) {
      found.add(
          new Location(
              product.pathOf(use.file().name()).toUri().toString(),
              use.file().lines().range(use.start(), use.end())));
    }
    return found;
  }
}
