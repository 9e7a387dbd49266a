package dev.regauge.lineage.openlineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A server that takes events of OpenLineage by HTTP. */
final class LineageServer {
  private static final String USUAL_PATH = "/api/v1/lineage";
  private static final int MILLISECONDS = 5000;

  private final HttpConfig config = new HttpConfig();

  /** An address without a path gets the usual one, as the steps' events do. */
  LineageServer(URI address) {
    String path = Optional.ofNullable(address.getPath()).orElse("");
    // The client takes an address with a path, or one without and the path beside it.
    config.setUrl(address);
    if (path.isEmpty() || path.equals("/")) {
      config.setUrl(URI.create(address.getScheme() + "://" + address.getRawAuthority()));
      config.setEndpoint(USUAL_PATH);
    }
    config.setTimeoutInMillis(MILLISECONDS);
  }

  void take(List<OpenLineage.JobEvent> events) throws IOException {
    try (HttpTransport transport = new HttpTransport(config)) {
      events.forEach(transport::emit);
    } catch (OpenLineageClientException e) {
      throw new IOException(told(e), e);
    }
  }

  /** The client wraps what it was told, and an answer's text may be long. */
  private static String told(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
