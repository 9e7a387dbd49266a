package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/** A container image; an environment may name another tag or digest of it. */
public record ImagePlan(
    Value repository,
    Optional<String> tag,
    Optional<String> digest,
    String pullPolicy,
    List<String> pullSecrets) {

  /**
   * Returns the image's reference in an environment. What the environment says stands before what
   * the image says, and a digest before a tag; where neither says anything, the tag is the
   * product's version.
   *
   * @return empty where the repository is a variable that the environment has no value for
   */
  public Optional<String> in(EnvironmentPlan environment, String version) {
    String pin =
        environment
            .imageDigest()
            .map(ImagePlan::pinned)
            .or(() -> environment.imageTag().map(ImagePlan::tagged))
            .or(() -> digest.map(ImagePlan::pinned))
            .or(() -> tag.map(ImagePlan::tagged))
            .orElse(tagged(version));
    return repositoryIn(environment).map(name -> name + pin);
  }

  private Optional<String> repositoryIn(EnvironmentPlan environment) {
    return switch (repository) {
      case Value.Text(String name) -> Optional.of(name);
      case Value.EnvironmentRef(String variable) ->
          Optional.ofNullable(environment.values().get(variable));
      case Value.Number _,
          Value.Bool _,
          Value.Nothing _,
          Value.Sequence _,
          Value.Mapping _,
          Value.ServiceRef _,
          Value.SecretRef _ ->
          Optional.empty();
    };
  }

  private static String pinned(String digest) {
    return "@" + digest;
  }

  private static String tagged(String tag) {
    return ":" + tag;
  }
}
