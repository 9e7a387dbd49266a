package dev.regauge.golden;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The page docs/reference/plugin-api.md, made of the sources of the plugin API and the adapter SPI:
 * every public type with what its comment begins with, its components, constants and methods.
 */
final class ApiReference extends TreePathScanner<Void, Void> {
  private static final List<String> SOURCES =
      List.of("../plugins/api/src/main/java", "../adapters/spi/src/main/java");

  private final DocTrees docs;
  private final SortedMap<String, String> types = new TreeMap<>();

  private ApiReference(DocTrees docs) {
    this.docs = docs;
  }

  /** Returns the page as it is to be. */
  static String page() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> files = new ArrayList<>();
    for (String folder : SOURCES) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .forEach(files::add);
      }
    }
    StringBuilder page =
        new StringBuilder(
            """
            # The plugin API

            Every public type of `regauge-plugin-api` and `regauge-adapters-spi`, made of their sources by `ApiReferenceTest`: do not edit. What to do with them is in
            [write-a-plugin.md](../write-a-plugin.md) and [write-an-adapter.md](../write-an-adapter.md), what a change of them means in [plugin-api-versioning.md](../plugin-api-versioning.md).
            """);
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      ApiReference reference = new ApiReference(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        reference.scan(new TreePath(unit), null);
      }
      reference.types.values().forEach(page::append);
    }
    return page.toString();
  }

  @Override
  public Void visitClass(ClassTree type, Void nothing) {
    if (isPublic(getCurrentPath(), type.getModifiers().getFlags())) {
      String name = name(getCurrentPath());
      StringBuilder text = new StringBuilder("\n## " + name + "\n\n" + about() + "\n");
      StringBuilder members = new StringBuilder();
      for (Tree member : type.getMembers()) {
        String line = line(new TreePath(getCurrentPath(), member), member, type);
        if (!line.isEmpty()) {
          members.append("- ").append(line).append('\n');
        }
      }
      types.put(name, text.append(members.isEmpty() ? "" : "\n" + members).toString());
    }
    return super.visitClass(type, null);
  }

  private String line(TreePath path, Tree member, ClassTree owner) {
    return switch (member) {
      case MethodTree method when isPublic(path, method.getModifiers().getFlags()) -> {
        String parameters =
            method.getParameters().stream()
                .map(one -> one.getType() + " " + one.getName())
                .collect(Collectors.joining(", "));
        String result = method.getReturnType() == null ? "" : method.getReturnType() + " ";
        String name =
            method.getReturnType() == null ? owner.getSimpleName() + "" : method.getName() + "";
        yield code(result + name + "(" + parameters + ")") + said(about(path));
      }
      case VariableTree field when owner.getKind() == Tree.Kind.ENUM && isConstant(field, owner) ->
          code(field.getName().toString()) + said(about(path));
      case VariableTree field
          when owner.getKind() == Tree.Kind.RECORD
              && !field.getModifiers().getFlags().contains(Modifier.STATIC) ->
          code(field.getType() + " " + field.getName());
      case VariableTree field when isPublic(path, field.getModifiers().getFlags()) ->
          code(field.getType() + " " + field.getName()) + said(about(path));
      default -> "";
    };
  }

  private static boolean isConstant(VariableTree field, ClassTree owner) {
    return String.valueOf(field.getType()).equals(owner.getSimpleName().toString());
  }

  /** Members of an interface are public without a word. */
  private static boolean isPublic(TreePath path, java.util.Set<Modifier> flags) {
    TreePath parent = path.getParentPath();
    boolean isInInterface =
        parent.getLeaf() instanceof ClassTree owner && owner.getKind() == Tree.Kind.INTERFACE;
    boolean isSeen = flags.contains(Modifier.PUBLIC) || isInInterface;
    return isSeen
        && !flags.contains(Modifier.PRIVATE)
        && (!(parent.getLeaf() instanceof ClassTree owner)
            || isPublic(parent, owner.getModifiers().getFlags()));
  }

  private static String name(TreePath path) {
    String name = ((ClassTree) path.getLeaf()).getSimpleName().toString();
    TreePath parent = path.getParentPath();
    return parent.getLeaf() instanceof ClassTree ? name(parent) + "." + name : name;
  }

  private String about() {
    return about(getCurrentPath());
  }

  /** The first sentence of a comment, as Markdown; empty when there is none. */
  private String about(TreePath path) {
    DocCommentTree comment = docs.getDocCommentTree(path);
    if (comment == null) {
      return "";
    }
    String text =
        comment.getFirstSentence().stream().map(Object::toString).collect(Collectors.joining());
    return text.replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String code(String text) {
    return "`" + text.replaceAll("@\\w+(\\([^)]*\\))?\\s*", "").replaceAll("\\s+", " ") + "`";
  }

  private static String said(String about) {
    return about.isEmpty() ? "" : ": " + about;
  }
}
