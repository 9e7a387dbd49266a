package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;

/**
 * The user's code: which paths under the product root are copied into the bundle, and how its
 * environment is made.
 *
 * @param lock the user's own {@code uv.lock} or {@code requirements.txt}; absent = the code runs in
 *     the step environment itself
 * @param image the image of the steps, absent = built from the bundle
 */
public record CodePlan(
    List<String> paths, String python, Optional<String> lock, Optional<ImagePlan> image) {}
