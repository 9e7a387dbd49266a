package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.Optional;

/** A container's image has a repository, and one tag or one digest, and is the same tomorrow. */
final class ContainerImagesArePinned implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-452");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    String owner = "the container of asset '" + asset.key() + "'";
    judge(Optional.of(asset.spec().run()), owner, asset.path().field("run"), graph, out);
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      String owner = "a container of job '" + job.name() + "'";
      judge(job.spec().flatMap(JobSpec::setup), owner, job.path().field("setup"), graph, out);
      judge(job.spec().flatMap(JobSpec::teardown), owner, job.path().field("teardown"), graph, out);
    }
  }

  private static void judge(
      Optional<RunSpec> run, String owner, SpecPath at, SpecGraph graph, Diagnostics out) {
    if (run.orElse(null) instanceof RunSpec.Container container) {
      SpecPath image = at.field("container").field("image");
      if (isNamed(container.image())) {
        judgePin(container.image(), owner, image, graph, out);
      } else {
        // Where the repository is none, what stands behind it is no tag either: one cause.
        out.add(
            Diagnostic.error(CODE, "no repository of images is called as that of " + owner)
                .at(image.field("repository"), graph.locator())
                .label("not a repository")
                .help("write it without tag, as registry.example.com/team/name, or {env: NAME}"));
      }
    }
  }

  private static boolean isNamed(ImageSpec image) {
    return image.repository() instanceof Value.EnvironmentRef
        || (image.repository() instanceof Value.Text(String name)
            && ImagesAreNamedOnce.REPOSITORY.matcher(name).matches());
  }

  private static void judgePin(
      ImageSpec image, String owner, SpecPath at, SpecGraph graph, Diagnostics out) {
    boolean isLatest = image.tag().filter("latest"::equals).isPresent();
    if (isLatest || (image.tag().isEmpty() && image.digest().isEmpty())) {
      out.add(
          Diagnostic.error(
                  CODE, "the image of " + owner + (isLatest ? " is 'latest'" : " has no tag"))
              .at(isLatest ? at.field("tag") : at, graph.locator())
              .label("another one tomorrow")
              .help("write a tag of a version, or a digest"));
    } else if (image.tag().isPresent() && image.digest().isPresent()) {
      out.add(
          Diagnostic.error(CODE, "the image of " + owner + " has a tag and a digest")
              .at(at.field("tag"), graph.locator())
              .label("not looked at")
              .related(graph.locator().valueAt(at.field("digest")), "this one is pulled")
              .help("remove one of the two"));
    }
  }
}
