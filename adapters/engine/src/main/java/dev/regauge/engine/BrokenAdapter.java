package dev.regauge.engine;

/** An adapter that cannot even be loaded: its jar, its services file or its descriptor is wrong. */
public final class BrokenAdapter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenAdapter(String message, Throwable cause) {
    super(message, cause);
  }

  BrokenAdapter(String message) {
    super(message);
  }
}
