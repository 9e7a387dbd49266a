package dev.regauge.services.kubernetes;

import java.util.List;

/** Texts of a pod, in which {@code $(NAME)} stands for a variable and {@code $$} for a dollar. */
final class KubernetesText {
  private KubernetesText() {}

  /** Returns the text that Kubernetes hands over as this one. */
  static String of(String text) {
    boolean isRead = text.contains("$(") || text.contains("$$");
    return isRead ? text.replace("$", "$$") : text;
  }

  static List<String> of(List<String> texts) {
    return texts.stream().map(KubernetesText::of).toList();
  }
}
