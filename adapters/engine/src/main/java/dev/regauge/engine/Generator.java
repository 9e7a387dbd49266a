package dev.regauge.engine;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.engine.common.CodeCopy;
import dev.regauge.engine.common.CodeFiles;
import dev.regauge.engine.common.CommonFiles;
import dev.regauge.engine.output.BundleLock;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.engine.request.AdapterCall;
import dev.regauge.engine.request.FeatureCheck;
import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.engine.request.TargetRequest;
import dev.regauge.engine.request.TargetResolver;
import dev.regauge.engine.where.Remaking;
import dev.regauge.plugins.host.BundleAdditions;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ProductSpec.TargetSpec;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.source.UnsavedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The straight line: compile the product, ask each target about its features, lower, emit, lock.
 *
 * <p>Never writes to the disk; {@code BundleWriter} does, and only when nothing was refused.
 */
public final class Generator {
  private final ProductCompiler compiler;
  private final AdapterRegistry registry;
  private final String version;

  /** The version is what the locks say; goldens fix it. */
  public Generator(AdapterRegistry registry, String version) {
    this(registry, version, UnsavedFiles.NONE);
  }

  /** Sees unsaved texts in place of their files, for editors. */
  public Generator(AdapterRegistry registry, String version, UnsavedFiles unsaved) {
    this.registry = registry;
    this.version = version;
    this.compiler = new ProductCompiler(unsaved, () -> registry, PluginRegistry.none());
  }

  /** Makes bundles with what plugins add, adapters among it. */
  public Generator(PluginRegistry plugins, String version) {
    this(plugins, version, UnsavedFiles.NONE);
  }

  /** Sees unsaved texts and what plugins add, for editors. */
  public Generator(PluginRegistry plugins, String version, UnsavedFiles unsaved) {
    this.registry = AdapterRegistry.installed(plugins);
    this.version = version;
    this.compiler = new ProductCompiler(unsaved, () -> registry, plugins);
  }

  /**
   * Makes the bundles of a product file; what is wrong is added to {@code out}.
   *
   * @throws UnknownTarget when the selection names what there is not
   * @throws IOException when the user's code cannot be read
   */
  public Generation generate(Path productFile, TargetSelection selection, Diagnostics out)
      throws IOException {
    CompiledProduct product = compiler.compile(productFile, out);
    List<TargetRequest> requests = requests(product, selection, out);
    if (product.sound().isEmpty()) {
      return new Generation(product, List.of(), List.of(), List.of());
    }
    CompiledProduct.Sound sound = product.sound().get();
    List<TargetAnswers> answers =
        requests.stream()
            .flatMap(request -> TargetAnswers.of(request, sound.uses(), out).stream())
            .toList();
    List<TargetAnswers> accepted = accepted(product, selection, answers, out);
    ProductHome home = home(product, sound.plan(), out);
    List<LockedBundle> bundles = new ArrayList<>();
    for (TargetAnswers target : accepted) {
      if (!out.hasErrors()) {
        TargetRequest request = target.target();
        AdapterCall.of(
                request,
                "lowered for",
                out,
                () -> bundle(request, request.adapter(), product, home.files(), out))
            .ifPresent(bundles::add);
      }
    }
    return new Generation(product, answers, out.hasErrors() ? List.of() : bundles, home.leftOut());
  }

  /**
   * Returns the targets that can be made. Where nobody asked for a target by name, one that refuses
   * is left out with a warning, as long as another can be made.
   */
  private static List<TargetAnswers> accepted(
      CompiledProduct product,
      TargetSelection selection,
      List<TargetAnswers> answers,
      Diagnostics out) {
    FeatureCheck check = new FeatureCheck(product.sources(), out);
    boolean isNamed =
        !selection.isAll()
            || product.spec().map(spec -> !spec.product().targets().isEmpty()).orElse(false);
    List<TargetAnswers> possible = answers.stream().filter(TargetAnswers::isPossible).toList();
    if (isNamed || possible.isEmpty()) {
      answers.forEach(check::accepts);
      return answers;
    }
    answers.forEach(check::warn);
    return possible;
  }

  /**
   * Asks the targets only, and makes no bundle; refusals are warnings unless the target was named.
   */
  public Generation check(Path productFile, TargetSelection selection, Diagnostics out) {
    CompiledProduct product = compiler.judge(productFile, out);
    List<TargetRequest> requests = requests(product, selection, out);
    if (product.sound().isEmpty()) {
      return new Generation(product, List.of(), List.of(), List.of());
    }
    List<TargetAnswers> answers = new ArrayList<>();
    FeatureCheck check = new FeatureCheck(product.sources(), out);
    for (TargetRequest request : requests) {
      TargetAnswers.of(request, product.sound().get().uses(), out).ifPresent(answers::add);
    }
    // Of targets that nobody named only what the author wrote is worth a word; generate and ledger
    // tell the rest.
    boolean isUnasked =
        selection.isAll()
            && product.spec().map(spec -> spec.product().targets().isEmpty()).orElse(false);
    for (TargetAnswers answer : answers) {
      if (isUnasked) {
        check.warn(answer.ofWritten(product.sources()));
      } else if (selection.isAll()) {
        check.warn(answer);
      } else {
        check.accepts(answer);
      }
    }
    return new Generation(product, answers, List.of(), List.of());
  }

  /** Returns the product home alone: what every bundle holds whatever its target. */
  public static ProductHome home(CompiledProduct product, ExecutionPlan plan, Diagnostics out)
      throws IOException {
    CodeFiles code = new CodeFiles(product.file(), product.sources(), out);
    CodeCopy copy = code.copy(plan.code().paths());
    List<BundleFile> modules = new ArrayList<>(copy.files());
    modules.addAll(new BundleAdditions(product.part().plugins(), out).code(modules));
    return new ProductHome(
        CommonFiles.of(plan, modules, code.lock(plan.code().lock())), copy.leftOut());
  }

  /** Compiles a product for these adapters; what is wrong is added to {@code out}. */
  public CompiledProduct compile(Path productFile, Diagnostics out) {
    return compiler.compile(productFile, out);
  }

  /**
   * Returns a way to make a bundle's files again from plans that differ.
   *
   * @param product a sound one
   * @param lock of a bundle that was made from the product
   * @throws UnknownTarget when the product has no such target any more
   * @throws IOException when the user's code cannot be read
   */
  public Remaking remaking(CompiledProduct product, BundleLock lock, Diagnostics out)
      throws IOException {
    CompiledProduct.Sound sound = product.sound().orElseThrow();
    boolean isOfSpec =
        sound.spec().product().targets().stream()
            .anyMatch(target -> nameOf(target).equals(lock.target()));
    List<String> name = List.of(isOfSpec ? lock.target() : lock.adapter());
    TargetRequest request =
        requests(
                product,
                isOfSpec
                    ? new TargetSelection(name, List.of())
                    : new TargetSelection(List.of(), name),
                out)
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new UnknownTarget(
                        "target '" + lock.target() + "' is wrong, and 'regauge check' tells why"));
    CodeFiles code = new CodeFiles(product.file(), product.sources(), out);
    List<BundleFile> copy = code.copy(sound.plan().code().paths()).files();
    List<BundleFile> userLock = code.lock(sound.plan().code().lock());
    LoweringContext context = context(request, copy);
    return new Remaking(
        sound,
        plan -> CommonFiles.of(plan, copy, userLock),
        plan -> own(request.adapter(), plan, context, new FoundDiagnostics()));
  }

  private List<TargetRequest> requests(
      CompiledProduct product, TargetSelection selection, Diagnostics out) {
    List<TargetSpec> written =
        product.spec().map(spec -> spec.product().targets()).orElse(List.of());
    FoundDiagnostics found = new FoundDiagnostics();
    TargetResolver resolver = new TargetResolver(registry, product.sources(), found);
    List<TargetRequest> ofSpec = resolver.ofSpec(written);
    found.sorted().stream()
        .filter(finding -> isAsked(finding, written, selection))
        .forEach(out::add);
    List<TargetRequest> asked = new ArrayList<>();
    if (product.spec().isPresent()) {
      for (String name : selection.targets()) {
        named(name, ofSpec, written).ifPresent(asked::add);
      }
    }
    asked.addAll(resolver.ofAdapters(selection.adapters().stream().map(this::adapter).toList()));
    if (!selection.isAll()) {
      asked.sort(Comparator.comparing(TargetRequest::name));
      return asked;
    }
    return written.isEmpty() ? resolver.ofAdapters(registry.all().values()) : ofSpec;
  }

  /** What is wrong with a target that nobody asked for is told to who asks for it, or for all. */
  private static boolean isAsked(
      Diagnostic finding, List<TargetSpec> written, TargetSelection selection) {
    if (selection.isAll()) {
      return true;
    }
    for (int i = 0; i < written.size(); i++) {
      String place = SpecPath.of("targets").at(i).text();
      String found = finding.path().map(SpecPath::text).orElse("");
      if (found.equals(place) || found.startsWith(place + ".")) {
        return selection.targets().contains(nameOf(written.get(i)));
      }
    }
    return true;
  }

  private static String nameOf(TargetSpec target) {
    return target.name().orElse(target.adapter());
  }

  /** Returns a target of the spec; none when it is wrong, which is reported. */
  private static Optional<TargetRequest> named(
      String name, List<TargetRequest> requests, List<TargetSpec> written) {
    TreeSet<String> names = new TreeSet<>();
    written.forEach(target -> names.add(nameOf(target)));
    if (!names.contains(name)) {
      throw new UnknownTarget("the product has no target '" + name + "'; it has " + listed(names));
    }
    return requests.stream().filter(request -> request.name().value().equals(name)).findFirst();
  }

  private OrchestratorAdapter<?> adapter(String id) {
    Optional<OrchestratorAdapter<?>> adapter = registry.adapter(id);
    return adapter.orElseThrow(
        () ->
            new UnknownTarget(
                "there is no adapter '"
                    + id
                    + "'; installed are "
                    + listed(registry.all().keySet())));
  }

  private static String listed(Iterable<String> names) {
    String all = String.join(", ", names);
    return all.isEmpty() ? "none" : all;
  }

  private <M extends Record> LockedBundle bundle(
      TargetRequest request,
      OrchestratorAdapter<M> adapter,
      CompiledProduct product,
      List<BundleFile> home,
      Diagnostics out) {
    ExecutionPlan plan = product.sound().orElseThrow().plan();
    List<BundleFile> files = new ArrayList<>(home);
    files.addAll(own(adapter, plan, context(request, home), out));
    BundleAdditions additions = new BundleAdditions(product.part().plugins(), out);
    files.addAll(additions.files(asked(request, plan), files));
    Bundle bundle = new Bundle(request.name(), files);
    BundleLock blank =
        new BundleLock(
            plan.product().name(),
            request.name().value(),
            request.adapterId(),
            request.version(),
            version,
            bundle.file(CommonFiles.PLAN).orElseThrow().content().sha256(),
            request.waivers(),
            new TreeMap<>(),
            product.part().locked());
    return new LockedBundle(bundle, blank.over(bundle));
  }

  private static BundleAdditions.Asked asked(TargetRequest request, ExecutionPlan plan) {
    return new BundleAdditions.Asked(
        request.adapterId(), request.name().value(), request.version(), PlanJson.write(plan));
  }

  private LoweringContext context(TargetRequest request, List<BundleFile> home) {
    TreeSet<BundlePath> code = new TreeSet<>();
    home.stream().map(BundleFile::path).filter(CodeFiles::isCode).forEach(code::add);
    return new LoweringContext(
        request.name(), request.version(), request.options(), version, CommonFiles.wheel(), code);
  }

  /** Returns the files that are the adapter's own. */
  private static <M extends Record> List<BundleFile> own(
      OrchestratorAdapter<M> adapter,
      ExecutionPlan plan,
      LoweringContext context,
      Diagnostics out) {
    return adapter.emit(adapter.lower(plan, context, out));
  }
}
