package dev.regauge.testkit;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sees whom this process would ask over the network: sockets, addresses that are opened, and HTTP
 * clients all ask for a way there first. Channels of NIO do not, and go unseen.
 */
final class NetworkWatch extends ProxySelector implements AutoCloseable {
  private final ProxySelector before = ProxySelector.getDefault();
  private final SortedSet<String> asked = Collections.synchronizedSortedSet(new TreeSet<>());

  private NetworkWatch() {}

  /** Begins to watch; the end puts back what was there. */
  static NetworkWatch begin() {
    NetworkWatch watch = new NetworkWatch();
    ProxySelector.setDefault(watch);
    return watch;
  }

  /** Returns whom somebody wanted to reach, such as {@code socket://db.example:5432}. */
  SortedSet<String> asked() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(asked));
  }

  @Override
  public List<Proxy> select(URI address) {
    asked.add(address.toString());
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI address, SocketAddress socket, IOException failure) {
    // Whoever asked is told by the failure itself.
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }
}
