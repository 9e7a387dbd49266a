package dev.regauge.services;

import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.model.ServiceSpec.DatabaseSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The database of a service, in a PostgreSQL of its own: what everything of it is called. */
public record ServiceDatabase(Placed service, DatabaseSpec spec) {

  /** The variable by which the service knows where its database is, and as whom it comes. */
  public static final String VARIABLE = "DATABASE_URL";

  /** The port that every PostgreSQL of ours has. */
  public static final int PORT = 5432;

  /** The keys of the secret that opens the store of its backups. */
  public static final String KEY_ID = "ACCESS_KEY_ID";

  public static final String KEY = "ACCESS_SECRET_KEY";

  /** Returns the database of a service that has one. */
  public static Optional<ServiceDatabase> of(Placed service) {
    return service.spec().database().map(spec -> new ServiceDatabase(service, spec));
  }

  /** Returns what its servers are called together; {@code orders-db} of the service orders. */
  public String cluster() {
    return service.name() + "-db";
  }

  /** Returns the host of the server that takes changes, on a cluster. */
  public String primary() {
    return cluster() + "-rw";
  }

  /** Returns the names that its operator's own Services have. */
  public List<String> hosts() {
    return List.of(primary(), cluster() + "-ro", cluster() + "-r");
  }

  /** Returns the reference to its URL, which lies in a secret that the operator makes. */
  public Value.SecretRef url() {
    return new Value.SecretRef(login(), "uri", Value.SecretRef.KUBERNETES);
  }

  /** Returns the password of its owner where no operator makes one. */
  public Setting.FromSecret password() {
    return new Setting.FromSecret(login(), "password", Value.SecretRef.KUBERNETES);
  }

  /** Returns the password of its server's superuser where no operator makes one. */
  public Setting.FromSecret superuser() {
    return new Setting.FromSecret(cluster() + "-superuser", "password", Value.SecretRef.KUBERNETES);
  }

  private String login() {
    return cluster() + "-app";
  }

  /**
   * Returns the variables of a service with that of its database, which it may not write itself.
   */
  public static SortedMap<String, Value> variables(Placed service) {
    SortedMap<String, Value> variables = new TreeMap<>(service.spec().env());
    of(service).ifPresent(database -> variables.putIfAbsent(VARIABLE, database.url()));
    return variables;
  }

  /** Whether the service wrote the variable itself, which would hide where its database is. */
  boolean isHidden() {
    return service.spec().env().containsKey(VARIABLE);
  }
}
