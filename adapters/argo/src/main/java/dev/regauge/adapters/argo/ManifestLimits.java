package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.emit.ManifestPrinter;
import dev.regauge.adapters.argo.model.ArgoProduct.Manifest;
import dev.regauge.adapters.argo.model.CronWorkflow;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Kustomization;
import dev.regauge.adapters.argo.model.WorkflowTemplate;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a cluster would refuse: two objects of one name, and objects that etcd does not take. */
record ManifestLimits(Diagnostics out) {
  private static final Code NAME = new Code("RG-OUT-101");
  private static final Code SIZE = new Code("RG-OUT-102");

  /**
   * The API server's limit for one object is 1.5 MiB, and a run copies the template into itself.
   */
  private static final int LARGEST = 1_000_000;

  void check(List<Manifest> manifests) {
    SortedMap<String, String> owners = new TreeMap<>();
    for (Manifest manifest : manifests) {
      String origin = manifest.origins().isEmpty() ? "" : manifest.origins().getFirst();
      for (Document document : manifest.documents()) {
        String name = nameOf(document);
        String owner = owners.putIfAbsent(name, origin);
        if (owner != null) {
          report(NAME, origin + " and " + owner + " both become " + name, "rename one of them");
        }
        int bytes = size(document);
        if (bytes > LARGEST) {
          report(
              SIZE,
              name + " would be " + bytes + " bytes, and a cluster takes " + LARGEST,
              "split the job " + origin + " into smaller ones");
        }
      }
    }
  }

  private static int size(Document document) {
    return document instanceof WorkflowTemplate ? ManifestPrinter.stored(document) : 0;
  }

  private static String nameOf(Document document) {
    return switch (document) {
      case WorkflowTemplate template -> "the WorkflowTemplate " + template.metadata().name();
      case CronWorkflow cron -> "the CronWorkflow " + cron.metadata().name();
      case Kustomization kustomization -> "the " + kustomization.kind();
      case Document.Core(var object) ->
          "the " + object.getKind() + " " + object.getMetadata().getName();
    };
  }

  private void report(Code code, String message, String help) {
    out.add(Diagnostic.error(code, message).at(SpecPath.of("jobs"), Optional.empty()).help(help));
  }
}
