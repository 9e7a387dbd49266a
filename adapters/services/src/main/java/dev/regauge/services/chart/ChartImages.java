package dev.regauge.services.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Images as values. */
public final class ChartImages {
  private static final String DIGEST = "^(sha256:[0-9a-f]{64})?$";
  private static final String REPOSITORY = "^[a-z0-9][-a-zA-Z0-9._/:]*$";
  private static final String TAG = "^[A-Za-z0-9_]?[-A-Za-z0-9._]{0,127}$";

  private ChartImages() {}

  /** Adds an image: a digest, where there is one, decides before its tag. */
  public static void add(
      ChartValues values, List<String> at, String repository, String tag, String digest) {
    values.add(
        under(at, "repository"),
        Schema.text("The image's name, with its registry.", REPOSITORY, repository));
    values.add(under(at, "tag"), Schema.text("The image's tag, or nothing.", TAG, tag));
    values.add(under(at, "digest"), Schema.text("The image's digest, or nothing.", DIGEST, digest));
  }

  /** Returns when an image is pulled. */
  public static Schema pullPolicy(String standard) {
    return Schema.word(
        "When the image is pulled.", List.of("Always", "IfNotPresent", "Never"), standard);
  }

  /** Returns the secrets that open its registry. */
  public static Schema pullSecrets(Collection<String> standard) {
    return Schema.names("The secrets that open its registry.", standard);
  }

  private static List<String> under(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
