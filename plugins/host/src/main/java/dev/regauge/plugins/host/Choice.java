package dev.regauge.plugins.host;

/**
 * A provider that was chosen for a capability.
 *
 * @param owner who needs it: {@code assets[silver/orders]}, or {@code plugin acme}
 * @param type the capability's type, for example {@code query_engine}
 * @param reason why this one, for example {@code the asset chooses it}
 */
public record Choice(String owner, String type, String provider, String reason) {}
