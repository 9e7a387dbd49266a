package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.ServiceDatabase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may call whom: nobody, but the steps of products every service, each service those that it
 * names, and everybody the cluster's names.
 */
record NetworkLowering(Platform platform, Labels labels) {
  private static final int NAMES = 53;

  /** Returns a policy that closes everything, and one for each service that opens what it needs. */
  List<HasMetadata> policies() {
    List<HasMetadata> policies = new ArrayList<>();
    policies.add(closed());
    for (Placed service : platform.services()) {
      if (!service.isExternal()) {
        policies.add(open(service));
        DatabaseLowering.of(platform, labels, service)
            .map(DatabaseLowering::policy)
            .ifPresent(policies::add);
      }
    }
    return policies;
  }

  /** Returns the policy that closes everything but the cluster's names. */
  HasMetadata closed() {
    return new NetworkPolicyBuilder()
        .withMetadata(labels.shared("services-closed"))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Labels.LAYER, Labels.SERVICES))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewEgress()
        .addNewTo()
        .withNewNamespaceSelector()
        .withMatchLabels(Map.of("kubernetes.io/metadata.name", "kube-system"))
        .endNamespaceSelector()
        .endTo()
        .withPorts(port(NAMES, "UDP"), port(NAMES, "TCP"))
        .endEgress()
        .endSpec()
        .build();
  }

  /** Returns the policy that opens what one service needs. */
  HasMetadata open(Placed service) {
    List<NetworkPolicyEgressRule> out = new ArrayList<>();
    for (String name : platform.calledBy(service)) {
      Placed called = platform.service(name);
      out.add(called.isExternal() ? elsewhere() : to(called));
    }
    DatabaseLowering.of(platform, labels, service)
        .ifPresent(
            database ->
                out.add(
                    new NetworkPolicyEgressRuleBuilder()
                        .withTo(database.peer())
                        .withPorts(DatabaseLowering.port(ServiceDatabase.PORT))
                        .build()));
    List<NetworkPolicyPeer> callers = new ArrayList<>();
    // The steps of products, which Argo and the jobs chart label alike.
    callers.add(
        new NetworkPolicyPeerBuilder()
            .withNewPodSelector()
            .addNewMatchExpression()
            .withKey(Labels.PRODUCT)
            .withOperator("Exists")
            .endMatchExpression()
            .endPodSelector()
            .build());
    for (Placed other : platform.services()) {
      if (!other.isExternal() && platform.calledBy(other).contains(service.name())) {
        callers.add(peer(other));
      }
    }
    var spec =
        new NetworkPolicyBuilder()
            .withMetadata(labels.meta(service, service.name()))
            .withNewSpec()
            .withNewPodSelector()
            .withMatchLabels(Labels.selector(service))
            .endPodSelector()
            .withPolicyTypes("Ingress", "Egress")
            .withEgress(out);
    if (!service.spec().ports().isEmpty()) {
      spec.withIngress(
          new NetworkPolicyIngressRuleBuilder()
              .withFrom(callers)
              .withPorts(ports(service))
              .build());
    }
    return spec.endSpec().build();
  }

  private NetworkPolicyEgressRule to(Placed called) {
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(peer(called))
        .withPorts(ports(called))
        .build();
  }

  /** Policies know no names, so that what runs elsewhere may be anywhere. */
  private static NetworkPolicyEgressRule elsewhere() {
    return new NetworkPolicyEgressRuleBuilder()
        .addNewTo()
        .withNewIpBlock()
        .withCidr("0.0.0.0/0")
        .endIpBlock()
        .endTo()
        .build();
  }

  static NetworkPolicyPeer peer(Placed service) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(service))
        .endPodSelector()
        .build();
  }

  private static List<NetworkPolicyPort> ports(Placed service) {
    return Stream.of(service)
        .flatMap(one -> one.spec().ports().stream())
        .map(one -> port(one.container(), "TCP"))
        .toList();
  }

  private static NetworkPolicyPort port(int number, String protocol) {
    return new NetworkPolicyPortBuilder()
        .withPort(new IntOrString(number))
        .withProtocol(protocol)
        .build();
  }
}
