package dev.regauge.plugins.api;

import java.util.List;

/** Adds files to the bundles of an adapter. */
public interface AdapterExtension {

  /** Returns the files for a bundle; none for an adapter that the extension is not for. */
  List<ExtraFile> files(BundleRequest request);
}
