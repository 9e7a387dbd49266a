package dev.regauge.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever would ask over the network is seen, whether anybody answers or not. */
class NetworkWatchTest {

  @Test
  void whateverOpensAConnectionIsSeen() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    int port = closed();
    URI address = URI.create("http://127.0.0.1:" + port + "/x");
    try (NetworkWatch watch = NetworkWatch.begin();
        HttpClient client = HttpClient.newHttpClient();
        Socket socket = new Socket()) {
      InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      assertThrows(IOException.class, () -> socket.connect(there, 1000));
      assertEquals(Set.of("socket://" + there.getHostString() + ":" + port), watch.asked());
      assertThrows(IOException.class, () -> address.toURL().openStream().close());
      assertThrows(
          IOException.class,
          () ->
              client.send(
                  HttpRequest.newBuilder(address.resolve("/y")).build(),
                  HttpResponse.BodyHandlers.discarding()));
      Set<String> asked = watch.asked();
      assertEquals(
          Set.of(
              "socket://" + there.getHostString() + ":" + port,
              address.toString(),
              address.resolve("/y").toString()),
          asked);
    }
    assertSame(before, ProxySelector.getDefault());
  }

  /** A port that nobody listens at. */
  private static int closed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }
}
