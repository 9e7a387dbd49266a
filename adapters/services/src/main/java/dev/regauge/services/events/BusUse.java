package dev.regauge.services.events;

import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.Optional;

/**
 * One use of a bus: of a topic by its name, or of a stream by a durable consumer.
 *
 * @param bus {@code data} or {@code control}; empty where the code does not tell
 * @param name the topic's name, a subject, or of {@link Kind#CONSUME} the stream's
 * @param group the consumer group, or the durable consumer; empty where nothing tells it
 * @param by who does it, as findings say it: {@code a hook}, {@code the code}
 * @param span where the name is written
 * @param call where it is used, when that is another line
 * @param path where it is written in the spec
 * @param isCheckedByRules whether the rules of its own product have judged it
 */
public record BusUse(
    Kind kind,
    Optional<String> bus,
    String name,
    Optional<String> group,
    String by,
    Optional<Span> span,
    Optional<Span> call,
    Optional<SpecPath> path,
    boolean isCheckedByRules) {

  /** What is done. */
  public enum Kind {
    SEND("sends to"),
    READ("reads"),
    CONSUME("reads");

    private final String verb;

    Kind(String verb) {
      this.verb = verb;
    }

    String verb() {
      return verb;
    }
  }

  /** A place in code where nobody can tell which topics are used. */
  public record Unseen(Span span, String why) {}

  /**
   * A place in code where a broker's address or a credential is written.
   *
   * @param bus {@code data} or {@code control}
   */
  public record WrittenPlace(Span span, String bus, boolean isSecret) {}
}
