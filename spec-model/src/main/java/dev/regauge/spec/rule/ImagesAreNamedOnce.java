package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image of the steps has a repository, and one tag or one digest, which is the same image
 * tomorrow.
 */
final class ImagesAreNamedOnce implements Rule {

  private static final Code CODE = new Code("RG-RULE-397");

  /** A registry with its port, and a path of lower case below it. */
  static final Pattern REPOSITORY =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*"
              + "(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SpecPath at = SpecPath.of("code", "image");
    graph
        .product()
        .code()
        .image()
        .ifPresent(
            image -> {
              judgeRepository(image, at.field("repository"), graph, out);
              judgePin(image.tag(), image.digest(), at, graph, out);
            });
    graph
        .product()
        .environments()
        .forEach(
            (name, spec) ->
                spec.image()
                    .ifPresent(
                        pin ->
                            judgePin(
                                pin.tag(),
                                pin.digest(),
                                SpecPath.of("environments").entry(name).field("image"),
                                graph,
                                out)));
  }

  private static void judgeRepository(
      ImageSpec image, SpecPath at, SpecGraph graph, Diagnostics out) {
    boolean isNamed =
        image.repository() instanceof Value.EnvironmentRef
            || (image.repository() instanceof Value.Text(String name)
                && REPOSITORY.matcher(name).matches());
    if (!isNamed) {
      out.add(
          Diagnostic.error(CODE, "no repository of images is called so")
              .at(at, graph.locator())
              .label("not a repository")
              .help("write it without tag, as registry.example.com/team/name, or {env: NAME}"));
    }
  }

  private static void judgePin(
      Optional<String> tag,
      Optional<String> digest,
      SpecPath at,
      SpecGraph graph,
      Diagnostics out) {
    if (tag.filter("latest"::equals).isPresent()) {
      out.add(
          Diagnostic.error(CODE, "the image of the steps is 'latest'")
              .at(at.field("tag"), graph.locator())
              .label("another one tomorrow")
              .help("write a tag of a version, or a digest"));
    } else if (tag.isPresent() && digest.isPresent()) {
      out.add(
          Diagnostic.error(CODE, "the image of the steps is named by a tag and by a digest")
              .at(at.field("tag"), graph.locator())
              .label("not looked at")
              .related(graph.locator().valueAt(at.field("digest")), "this one is pulled")
              .help("remove one of the two"));
    }
  }
}
