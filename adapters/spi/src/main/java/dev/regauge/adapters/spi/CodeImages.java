package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ImagePlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The image of the steps that a product names, in the words of a bundle's reader. */
public final class CodeImages {

  private CodeImages() {}

  /** Returns the answer of a target whose objects name the image before anything runs. */
  public static Support support(FeatureUse use, Support named) {
    return use.values().get("namelessIn") instanceof Value.Sequence(List<Value> environments)
            && environments.stream().findFirst().orElse(null) instanceof Value.Text(String first)
        ? new Support.Unsupported(
            "an object names its image before there is a process to ask for the variable",
            "write the variable into environments." + first + ".values, or the repository itself")
        : named;
  }

  /**
   * Returns how the image is called in each environment and how it is pulled; one sentence each.
   */
  public static List<String> words(ExecutionPlan plan) {
    return plan.code().image().stream().flatMap(image -> words(plan, image)).toList();
  }

  private static Stream<String> words(ExecutionPlan plan, ImagePlan image) {
    String names =
        plan.environments().isEmpty()
            ? reference(plan, image, EnvironmentPlan.NONE)
            : String.join(
                ", ",
                plan.environments().values().stream()
                    .map(one -> reference(plan, image, one) + " in " + one.name())
                    .toList());
    String secrets =
        image.pullSecrets().isEmpty()
            ? ""
            : ", with the secrets " + String.join(", ", image.pullSecrets());
    return Stream.of(
        "Push the image that the Dockerfile makes under the name that runs: " + names + ".",
        "It is pulled " + image.pullPolicy() + secrets + ".");
  }

  private static String reference(ExecutionPlan plan, ImagePlan image, EnvironmentPlan in) {
    String version = plan.product().version();
    return image
        .in(in, version)
        .orElseGet(
            () ->
                "$"
                    + variable(image)
                    + new ImagePlan(
                            new Value.Text(""),
                            image.tag(),
                            image.digest(),
                            image.pullPolicy(),
                            image.pullSecrets())
                        .in(in, version)
                        .orElse(""));
  }

  private static String variable(ImagePlan image) {
    return Optional.of(image.repository())
        .map(name -> name instanceof Value.EnvironmentRef(String variable) ? variable : "IMAGE")
        .orElseThrow();
  }
}
