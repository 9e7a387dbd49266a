package dev.regauge.lsp;

/**
 * A place that refers to a name, from index {@code start} to {@code end} of its file.
 *
 * @param scope for a column the asset or table that has it, else empty
 */
record Use(RefersTo kind, String name, String scope, FileView file, int start, int end, Spot spot) {

  boolean isAt(FileView other, int index) {
    return file.name().equals(other.name()) && start <= index && index <= end;
  }
}
