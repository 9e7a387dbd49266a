package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.ServicePortSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;

/** The objects of one service. */
record ServiceLowering(Platform platform, Labels labels, Placed service) {
  static final int USUAL_LOAD = 80;

  /** Returns them in the order in which they are made. */
  List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(before());
    objects.add(workload());
    if (platform.isScaled(service)) {
      objects.add(scaler());
    }
    if (platform.replicas(service) > 1) {
      objects.add(budget());
    }
    return objects;
  }

  /** Returns what is there before the pods: their account, files, disks and the Service. */
  List<HasMetadata> before() {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new ServiceAccountBuilder()
            .withMetadata(labels.meta(service, service.name()))
            .withAutomountServiceAccountToken(false)
            .build());
    PodFiles.files(platform, service, labels).ifPresent(objects::add);
    if (!service.isStateful()) {
      objects.addAll(PodFiles.claims(service, labels));
    }
    if (!service.spec().ports().isEmpty()) {
      objects.add(inFront());
    }
    return objects;
  }

  HasMetadata workload() {
    PodTemplateSpec template = new PodLowering(platform, service).template(labels);
    LabelSelector selector =
        new LabelSelectorBuilder().withMatchLabels(Labels.selector(service)).build();
    // Where something scales it, its number is not ours to set again with each apply.
    Integer replicas =
        platform.isScaled(service) ? null : Integer.valueOf(platform.replicas(service));
    if (service.isStateful()) {
      return new StatefulSetBuilder()
          .withMetadata(labels.meta(service, service.name()))
          .withNewSpec()
          .withReplicas(replicas)
          .withServiceName(service.name())
          .withSelector(selector)
          .withTemplate(template)
          .withVolumeClaimTemplates(PodFiles.claims(service, labels))
          .endSpec()
          .build();
    }
    // Two pods cannot have one disk, so the old one goes before the new one comes.
    String strategy = service.spec().volumes().isEmpty() ? "RollingUpdate" : "Recreate";
    return new DeploymentBuilder()
        .withMetadata(labels.meta(service, service.name()))
        .withNewSpec()
        .withReplicas(replicas)
        .withSelector(selector)
        .withNewStrategy()
        .withType(strategy)
        .endStrategy()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  private HasMetadata inFront() {
    return new ServiceBuilder()
        .withMetadata(labels.meta(service, service.name()))
        .withNewSpec()
        .withSelector(Labels.selector(service))
        .withPorts(service.spec().ports().stream().map(ServiceLowering::port).toList())
        .endSpec()
        .build();
  }

  private static ServicePort port(ServicePortSpec port) {
    return new ServicePortBuilder()
        .withName(port.name())
        .withPort(port.service().orElse(port.container()))
        .withTargetPort(new IntOrString(port.name()))
        .withProtocol("TCP")
        .build();
  }

  /** Returns what makes more or fewer pods by their load. */
  HasMetadata scaler() {
    int load =
        service.spec().replicas().flatMap(ServiceSpec.ReplicasSpec::targetCpu).orElse(USUAL_LOAD);
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(labels.meta(service, service.name()))
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind(service.isStateful() ? "StatefulSet" : "Deployment")
        .withName(service.name())
        .endScaleTargetRef()
        .withMinReplicas(platform.replicas(service))
        .withMaxReplicas(platform.mostReplicas(service))
        .addNewMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(load)
        .endTarget()
        .endResource()
        .endMetric()
        .endSpec()
        .build();
  }

  /** Returns what keeps all but one of the pods when nodes are emptied. */
  HasMetadata budget() {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(labels.meta(service, service.name()))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(Labels.selector(service))
        .endSelector()
        .endSpec()
        .build();
  }
}
