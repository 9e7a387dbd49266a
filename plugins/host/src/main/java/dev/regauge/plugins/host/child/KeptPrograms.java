package dev.regauge.plugins.host.child;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.Answerer;
import dev.regauge.plugins.host.Limits;
import dev.regauge.plugins.host.PluginFailure;
import dev.regauge.plugins.host.PluginPrograms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Processes of plugins that outlive the registry which asked for them: an editor checks with every
 * pause of the typing, and a virtual machine costs more to start than to ask.
 *
 * <p>A process is lent again for the same bytes of a jar under the same limits, and while it lives.
 * One that has failed, whose jar has changed, or that was not used for longest among too many, is
 * ended as soon as nobody holds it.
 */
public final class KeptPrograms implements PluginPrograms, AutoCloseable {

  /** Each may take the heap of its limits, so that not every jar of the day is kept. */
  private static final int MOST = 8;

  private record Key(Path jar, String sha256, Limits limits) {}

  private static final class Kept {
    final PluginProcess process;
    int lent;

    Kept(PluginProcess process) {
      this.process = process;
    }
  }

  /** The one that was used last stands last. */
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  private boolean isClosed;

  /** Keeps nothing yet. */
  public KeptPrograms() {}

  @Override
  public synchronized Answerer of(Path jar, String sha256, Limits limits) {
    if (isClosed) {
      throw new IllegalStateException("closed");
    }
    Key key = new Key(jar.toAbsolutePath().normalize(), sha256, limits);
    for (Key other : List.copyOf(kept.keySet())) {
      if (other.jar().equals(key.jar()) && !other.sha256().equals(sha256)) {
        drop(other);
      }
    }
    Kept known = kept.get(key);
    if (known != null && !known.process.isUsable()) {
      drop(key);
    }
    Kept one = kept.computeIfAbsent(key, _ -> new Kept(new PluginProcess(jar, limits)));
    one.lent++;
    return new Lent(this, one);
  }

  private void drop(Key key) {
    Kept one = kept.remove(key);
    if (one != null && one.lent == 0) {
      one.process.close();
    }
  }

  private synchronized void giveBack(Kept one) {
    one.lent--;
    if (one.lent == 0 && (isClosed || !kept.containsValue(one))) {
      one.process.close();
    }
    for (Key eldest : new ArrayList<>(kept.keySet())) {
      if (kept.size() > MOST && kept.getOrDefault(eldest, one).lent == 0) {
        drop(eldest);
      }
    }
  }

  /** Ends all that nobody holds; what is held ends when it is given back. */
  @Override
  public synchronized void close() {
    isClosed = true;
    List.copyOf(kept.keySet()).forEach(this::drop);
  }

  /** A process in the hands of one registry, which ends with it and leaves the process. */
  private record Lent(KeptPrograms from, Kept kept) implements Answerer {
    @Override
    public JsonNode ask(PluginType type, JsonNode request) throws PluginFailure {
      return kept.process.ask(type, request);
    }

    @Override
    public void load(PluginType type) throws PluginFailure {
      kept.process.load(type);
    }

    @Override
    public void close() {
      from.giveBack(kept);
    }
  }
}
