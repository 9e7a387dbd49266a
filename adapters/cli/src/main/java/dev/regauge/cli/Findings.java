package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.request.TargetCodes;
import dev.regauge.plugins.host.PluginCodes;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.CodePages;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.GithubPrinter;
import dev.regauge.spec.diagnostic.JsonPrinter;
import dev.regauge.spec.diagnostic.JunitPrinter;
import dev.regauge.spec.diagnostic.SarifPrinter;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.source.ReadCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints what was found: as text on the talk side, in every other format among the data. */
final class Findings {
  private Findings() {}

  /**
   * Prints the findings of a command that has other data too: as talk, unless the findings
   * themselves are what was asked for.
   */
  static void print(
      Terminal terminal,
      ProductArgument argument,
      FoundDiagnostics found,
      CompiledProduct product) {
    ShownFiles files = ShownFiles.in(argument.format(), product.root(), product.sources());
    List<Diagnostic> heard = files.of(product.heard(found));
    print(terminal, argument.format(), files, product.sources().files(), heard);
  }

  /**
   * Prints findings that go by their shown files.
   *
   * @param read the files that were read, with findings or without
   */
  static void print(
      Terminal terminal,
      FormatOption.Format format,
      ShownFiles files,
      Iterable<String> read,
      List<Diagnostic> heard) {
    switch (format) {
      case text, json -> terminal.talk(new TextPrinter(files).print(heard));
      case sarif ->
          terminal.data(
              new SarifPrinter(GeneratorVersion.CURRENT, files.here(), Findings::page)
                  .print(heard));
      case github -> terminal.data(new GithubPrinter().print(heard));
      case junit -> {
        List<String> shown = new ArrayList<>();
        read.forEach(file -> shown.add(files.shown(file)));
        terminal.data(new JunitPrinter(files, shown).print(heard));
      }
    }
  }

  /**
   * Prints the findings of a command that reads files one by one and has no other data in JSON.
   *
   * @param read the files that were read, with findings or without
   * @param sources the lines of each
   */
  static void print(
      Terminal terminal,
      FormatOption.Format format,
      FoundDiagnostics found,
      List<String> read,
      List<SourceText> sources) {
    ShownFiles shown = shown(format, sources);
    List<Diagnostic> findings = shown.of(found.sorted());
    if (format == FormatOption.Format.json) {
      terminal.data(new JsonPrinter().print(findings));
    } else {
      print(terminal, format, shown, read, findings);
    }
  }

  /**
   * Returns the lines of files that were read one by one, seen from where the command was typed.
   */
  static ShownFiles shown(FormatOption.Format format, List<SourceText> sources) {
    SourceText all =
        (file, line) -> sources.stream().flatMap(one -> one.line(file, line).stream()).findFirst();
    return ShownFiles.in(format, Path.of(""), all);
  }

  /** What the findings mean for our caller: an adapter's failure is not the spec's. */
  static int exitCode(FoundDiagnostics found) {
    if (found.sorted().stream().anyMatch(PluginCodes::isTampering)) {
      return ExitCode.NOT_AS_LOCKED;
    }
    if (found.sorted().stream()
        .anyMatch(
            finding -> TargetCodes.isAdapterFailure(finding) || PluginCodes.isFailure(finding))) {
      return ExitCode.PLUGIN;
    }
    if (found.sorted().stream().anyMatch(ReadCodes::isUnreadableFile)) {
      return ExitCode.ENVIRONMENT;
    }
    return found.hasErrors() ? ExitCode.WRONG_SPEC : ExitCode.FINE;
  }

  static String asJson(FoundDiagnostics found, CompiledProduct product) {
    ShownFiles files = ShownFiles.fromHere(product.root(), product.sources());
    return new JsonPrinter().print(files.of(product.heard(found)));
  }

  /** Returns a code's page as the build packed it. */
  static Optional<CodePages.Page> page(Code code) {
    return pageText(code.id()).map(CodePages.Page::parse);
  }

  /** Returns the text of a code's page. */
  static Optional<String> pageText(String code) {
    try (InputStream page = Main.class.getResourceAsStream("/docs/rules/" + code + ".md")) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own pages cannot be read", e);
    }
  }
}
