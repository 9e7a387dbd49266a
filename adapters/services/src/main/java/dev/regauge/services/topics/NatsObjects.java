package dev.regauge.services.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the controller of JetStream (NACK), as far as they are made here; it has no
 * types for Java.
 */
final class NatsObjects {
  private static final String VERSION = "jetstream.nats.io/v1beta2";

  private NatsObjects() {}

  /** A resource with its specification. */
  record Resource<S>(String apiVersion, String kind, ObjectMeta metadata, S spec) {

    static Resource<StreamSpec> of(ObjectMeta metadata, StreamSpec spec) {
      return new Resource<>(VERSION, "Stream", metadata, spec);
    }

    static Resource<ConsumerSpec> of(ObjectMeta metadata, ConsumerSpec spec) {
      return new Resource<>(VERSION, "Consumer", metadata, spec);
    }

    static Resource<AccountSpec> of(ObjectMeta metadata, AccountSpec spec) {
      return new Resource<>(VERSION, "Account", metadata, spec);
    }
  }

  /** A stream: what of its subjects is kept, and for how long. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StreamSpec(
      String account,
      String name,
      List<String> subjects,
      String retention,
      String discard,
      String storage,
      String maxAge,
      long maxMsgs,
      @Nullable Integer replicas) {}

  /** A group's place in a stream. */
  record ConsumerSpec(
      String account,
      String streamName,
      String durableName,
      List<String> filterSubjects,
      String deliverPolicy,
      String ackPolicy,
      String ackWait,
      int maxDeliver) {}

  /** As whom the controller comes to the server. */
  record AccountSpec(String name, List<String> servers, Login user) {}

  /** A user whose name and password stand in a secret. */
  record Login(SecretName secret, String user, String password) {}

  /** A secret in the same namespace. */
  record SecretName(String name) {}
}
