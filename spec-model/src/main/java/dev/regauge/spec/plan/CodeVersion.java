package dev.regauge.spec.plan;

import dev.regauge.spec.graph.ProductFiles;
import dev.regauge.spec.model.CodePlaces;
import dev.regauge.spec.model.DbtManifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The version of what makes an asset: a hash of its run and of the files that the run names. */
final class CodeVersion {

  /** Enough to tell versions apart, short enough to read. */
  private static final int DIGITS = 16;

  private final ProductFiles files;

  CodeVersion(ProductFiles files) {
    this.files = files;
  }

  /** Returns 16 hex digits of SHA-256. */
  String of(RunPlan run) {
    return switch (run) {
      case RunPlan.Python python ->
          python.packages().isEmpty()
              ? hash("python", python.entrypoint(), module(python.entrypoint()))
              : hash("python", PlanJson.write(python), module(python.entrypoint()));
      case RunPlan.Sql sql ->
          hash("sql", sql.query(), sql.engine().orElse(""), String.valueOf(sql.isTemplated()));
      case RunPlan.Command command -> hash("command", words(command.argv()));
      case RunPlan.Spark spark -> hash("spark", PlanJson.write(spark), file(spark.app()));
      case RunPlan.Dlt dlt ->
          hash("dlt", PlanJson.write(dlt), module(CodePlaces.ofSource(dlt.source())));
      case RunPlan.Dbt dbt -> hash("dbt", PlanJson.write(dbt), checksums(dbt));
      case RunPlan.Connector source -> connector(source);
      case RunPlan.Container _,
          RunPlan.Airbyte _,
          RunPlan.Export _,
          RunPlan.Semantic _,
          RunPlan.Maintain _,
          RunPlan.Noop _ ->
          hash(run.kindName(), PlanJson.write(run));
    };
  }

  /** One that is built in, or in a package, has no code of the product. */
  private String connector(RunPlan.Connector source) {
    String code = module(CodePlaces.ofConnector(source.type(), source.entrypoint()));
    return code.isEmpty()
        ? hash("connector", PlanJson.write(source))
        : hash("connector", PlanJson.write(source), code);
  }

  private String file(String path) {
    return files.text(CodePlaces.ofApplication(path)).orElse("");
  }

  /** The texts of the models, as dbt has read them. */
  private String checksums(RunPlan.Dbt dbt) {
    Optional<DbtManifest> manifest =
        files.text(DbtManifest.pathIn(dbt.project())).flatMap(DbtManifest::read);
    return dbt.models().stream()
        .map(
            model ->
                manifest
                    .map(known -> known.nodes().get(model.id()))
                    .map(DbtManifest.Node::checksum)
                    .orElse(""))
        .collect(Collectors.joining(" "));
  }

  private String module(String entrypoint) {
    return CodePlaces.ofEntrypoint(entrypoint).stream()
        .flatMap(file -> files.text(file).stream())
        .findFirst()
        .orElse("");
  }

  /** The words, and the text of those that are files of the product. */
  private String[] words(List<String> argv) {
    return argv.stream()
        .flatMap(
            word ->
                Stream.of(
                    word,
                    files.text(CodePlaces.ofWord(word)).map(text -> "file " + text).orElse("")))
        .toArray(String[]::new);
  }

  private static String hash(String kind, String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind.getBytes(StandardCharsets.UTF_8));
      for (String part : parts) {
        digest.update((byte) 0);
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
