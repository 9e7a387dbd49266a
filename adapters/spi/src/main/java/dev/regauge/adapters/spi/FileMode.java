package dev.regauge.adapters.spi;

/** The permissions of a bundle file, whatever the umask of the one who writes it. */
public enum FileMode {
  /** 0644. */
  REGULAR("rw-r--r--"),
  /** 0755. */
  EXECUTABLE("rwxr-xr-x");

  private final String permissions;

  FileMode(String permissions) {
    this.permissions = permissions;
  }

  /** Returns the mode as {@code rwxr-xr-x}. */
  public String permissions() {
    return permissions;
  }
}
