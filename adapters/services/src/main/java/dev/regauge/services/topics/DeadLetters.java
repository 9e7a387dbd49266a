package dev.regauge.services.topics;

/** Topics for what could not be processed after {@value #TRIES} tries. */
final class DeadLetters {
  /** How often a message is tried before it is put aside. */
  static final int TRIES = 5;

  private static final String PREFIX = "__dlq.";

  private DeadLetters() {}

  /** Returns the topic that holds what of a topic nobody could process. */
  static String of(String topic) {
    return PREFIX + topic;
  }
}
