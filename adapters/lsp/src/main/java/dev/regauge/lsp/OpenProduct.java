package dev.regauge.lsp;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.plugins.host.PluginSteps;
import dev.regauge.plugins.host.ProductPlugins;
import dev.regauge.plugins.host.Project;
import dev.regauge.spec.source.ReferencedFiles;
import dev.regauge.spec.source.SourceMap;
import dev.regauge.spec.source.WrittenTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A product of which a file is open: its files as they are typed, and what was last found about it.
 * For one thread.
 */
final class OpenProduct {

  private final Path file;
  private final SortedMap<String, FileView> views = new TreeMap<>();

  /** Files that show findings at the moment. */
  final SortedSet<Path> marked = new TreeSet<>();

  /** Counts the changes, so that what was found about an older text is not told. */
  long revision;

  /** The check that waits for its time. */
  @Nullable Future<?> waiting;

  /** What the product's plugins offer. */
  private PluginSteps steps = PluginSteps.NONE;

  /** The folder of the settings that name the plugins. */
  private Optional<Path> project = Optional.empty();

  /** Names that plugins have added: they are offered, and there is no file to go to. */
  private ProductNames added = new ProductNames(List.of());

  private @Nullable ReferencedFiles named;
  private @Nullable ProductNames names;
  private @Nullable ProductNames wholeNames;

  OpenProduct(Path file) {
    this.file = file;
  }

  /** Returns the product file, absolute. */
  Path file() {
    return file;
  }

  Path root() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** Returns how the product names a file, if it is below its folder. */
  Optional<String> nameOf(Path path) {
    return path.startsWith(root())
        ? Optional.of(root().relativize(path).toString().replace('\\', '/'))
        : Optional.empty();
  }

  /** Returns where a file of findings lies; what a plugin has answered is told at the product. */
  Path pathOf(String name) {
    if (ProductPlugins.isAnswer(name)) {
      return file;
    }
    return name.equals(Project.FILE) && project.isPresent()
        ? project.get().resolve(name)
        : root().resolve(name).normalize();
  }

  PluginSteps steps() {
    return steps;
  }

  /** Takes what a check has found out. */
  void take(Checks.Result result) {
    steps = result.steps();
    project = result.project();
    take(result.product());
  }

  /** Whether the product is made of that file. */
  boolean holds(Path path) {
    return file.equals(path) || nameOf(path).filter(views::containsKey).isPresent();
  }

  Collection<FileView> views() {
    return views.values();
  }

  Optional<FileView> view(Path path) {
    return nameOf(path).map(views::get);
  }

  /** Takes a file's text as it now is. */
  void type(Path path, String text) {
    nameOf(path)
        .filter(OpenProduct::isSpec)
        .ifPresent(
            name -> {
              FileView known = views.get(name);
              if (known == null || !known.lines().text().equals(text)) {
                views.put(name, FileView.of(name, text));
                names = null;
              }
            });
  }

  /** Takes the files that a compilation has read; of a product that is no YAML those known stay. */
  void take(CompiledProduct compiled) {
    SourceMap sources = compiled.sources();
    if (compiled.spec().isPresent()) {
      SortedSet<String> read = new TreeSet<>();
      sources.files().forEach(read::add);
      views.keySet().retainAll(read);
      names = null;
      named = compiled.spec().get().files();
    }
    List<FileView> answers = new ArrayList<>();
    for (String name : sources.files()) {
      if (ProductPlugins.isAnswer(name)) {
        sources.text(name).ifPresent(text -> answers.add(FileView.of(name, text)));
      } else {
        sources.text(name).ifPresent(text -> type(pathOf(name), text));
      }
    }
    added = new ProductNames(answers);
  }

  private static boolean isSpec(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** Returns the text of a file of code, if the product names it. */
  Optional<String> code(String name) {
    ReferencedFiles files = named;
    return files == null ? Optional.empty() : files.text(name);
  }

  /** Whether every file can be read to its end. */
  boolean isWhole() {
    return views.values().stream()
        .allMatch(view -> WrittenTree.read(view.lines().text()).isWhole());
  }

  /** Returns the names as the files now give them. */
  ProductNames names() {
    ProductNames known = names;
    if (known == null) {
      known = new ProductNames(views.values());
      names = known;
      if (views.values().stream().allMatch(view -> view.tree().isWhole())) {
        wholeNames = known;
      }
    }
    return known;
  }

  /** Returns names to offer of a kind: those of now, and those before a file broke. */
  SortedSet<String> known(RefersTo kind) {
    SortedSet<String> all = new TreeSet<>(names().all(kind).keySet());
    all.addAll(added.all(kind).keySet());
    if (wholeNames != null) {
      all.addAll(wholeNames.all(kind).keySet());
    }
    return all;
  }

  /** Returns the columns to offer of an asset or a table. */
  SortedSet<String> knownColumns(String scope) {
    SortedSet<String> all = new TreeSet<>(names().columnsOf(scope).keySet());
    all.addAll(added.columnsOf(scope).keySet());
    if (wholeNames != null) {
      all.addAll(wholeNames.columnsOf(scope).keySet());
    }
    return all;
  }
}
