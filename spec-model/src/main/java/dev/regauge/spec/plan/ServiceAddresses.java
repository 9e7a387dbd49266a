package dev.regauge.spec.plan;

import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.VariableName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a product's own services are in an environment, by the variables that steps find them in:
 * {@code REGAUGE_SERVICE_TRINO} is the host, {@code TRINO_URL} the address of its first port.
 *
 * <p>In a cluster it is the Kubernetes Service of the service's name in the environment's
 * namespace, as {@code regauge services render} makes it, or the host that the environment's values
 * say; of one that runs elsewhere it is its {@code url}.
 */
final class ServiceAddresses {

  private ServiceAddresses() {}

  static SortedMap<String, String> in(
      String namespace, SortedMap<String, String> values, List<ServiceSpec> services) {
    SortedMap<String, String> addresses = new TreeMap<>();
    for (ServiceSpec service : services) {
      String variable = VariableName.of(service.metadata().name());
      String hostName = "REGAUGE_SERVICE_" + variable;
      Optional<String> url;
      Optional<String> host;
      if (service.runsElsewhere()) {
        url = known(service, values);
        host = url.flatMap(ServiceAddresses::host);
      } else {
        String own = service.metadata().name() + "." + namespace + ".svc";
        host = Optional.of(values.getOrDefault(hostName, own));
        url = inCluster(service, host.get());
      }
      host.ifPresent(text -> addresses.put(hostName, text));
      url.ifPresent(text -> addresses.put(variable + "_URL", text));
    }
    return addresses;
  }

  private static Optional<String> inCluster(ServiceSpec service, String host) {
    return service.ports().stream()
        .findFirst()
        .map(
            port ->
                scheme(port.name()) + "://" + host + ":" + port.service().orElse(port.container()));
  }

  /** A port says by its name what is spoken there; of others it is known that something is. */
  private static String scheme(String port) {
    return port.equals("http") || port.equals("https") ? port : "tcp";
  }

  private static Optional<String> known(ServiceSpec service, SortedMap<String, String> values) {
    return service
        .url()
        .flatMap(
            url ->
                switch (url) {
                  case Value.Text(String text) -> Optional.of(text);
                  case Value.EnvironmentRef(String variable) ->
                      Optional.ofNullable(values.get(variable));
                  default -> Optional.empty();
                });
  }

  private static Optional<String> host(String url) {
    try {
      return Optional.ofNullable(new URI(url).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
