package dev.regauge.services;

import dev.regauge.spec.diagnostic.Diagnostics;

/** A way of running services: what it cannot say is refused, the rest becomes its files. */
public interface Dialect {

  /** Returns the name of its folder. */
  String name();

  /** Adds a finding for each thing that it cannot say. */
  void judge(Platform platform, Diagnostics out);

  /** Returns the files; only for a platform of which nothing was refused. */
  Rendered render(Platform platform);
}
