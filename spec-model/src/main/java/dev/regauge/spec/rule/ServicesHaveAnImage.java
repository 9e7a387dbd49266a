package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import java.util.List;

/**
 * A service that runs here has an image with a tag or digest, or is built; one that is external has
 * a place.
 */
final class ServicesHaveAnImage implements Rule {

  private static final Code CODE = new Code("RG-RULE-107");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<ServiceSpec> services = graph.product().services();
    for (int i = 0; i < services.size(); i++) {
      judge(graph, services.get(i), SpecPath.of("services").at(i), out);
    }
  }

  private static void judge(SpecGraph graph, ServiceSpec service, SpecPath at, Diagnostics out) {
    String owner = "service '" + service.metadata().name() + "'";
    boolean isExternal = service.runsElsewhere();
    if (isExternal && service.url().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, owner + " is external and has no 'url'")
              .at(at.field("workload"), graph.locator())
              .label("where is it?")
              .help("write 'url: {env: NAME}'"));
    }
    if (!isExternal && service.image().isEmpty() && service.build().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, owner + " has neither 'image' nor 'build'")
              .at(at.field("kind"), graph.locator())
              .label("what runs?")
              .help("write 'image: repository:tag', or 'workload: external' and its 'url'"));
    }
    service.image().ifPresent(image -> judge(graph, owner, image, at.field("image"), out));
  }

  private static void judge(
      SpecGraph graph, String owner, ImageSpec image, SpecPath at, Diagnostics out) {
    boolean isLatest = image.tag().filter("latest"::equals).isPresent();
    if (isLatest || (image.tag().isEmpty() && image.digest().isEmpty())) {
      out.add(
          Diagnostic.error(
                  CODE, "the image of " + owner + (isLatest ? " is 'latest'" : " has no tag"))
              .at(isLatest ? at.field("tag") : at, graph.locator())
              .label("another one tomorrow")
              .help("write a tag of a version, or a digest"));
    }
  }
}
