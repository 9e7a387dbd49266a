package dev.regauge.lineage.openlineage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a record on Kafka names the run that made it (S003-11). All are UTF-8; the
 * schema's alone may be left out, and a reader takes all of the others or nothing.
 *
 * <p>The twin of the runtime's {@code regauge_runtime.lineage.kafka_headers}: {@code
 * golden/lineage-headers.json} holds both to the same answers.
 *
 * @param namespace of the job
 * @param eventTime to the microsecond
 * @param producer the URI of who says it
 */
public record LineageHeaders(
    String namespace,
    String jobName,
    UUID runId,
    Instant eventTime,
    String producer,
    Optional<String> schemaUrl) {

  private static final String NAMESPACE = "ol-namespace";
  private static final String JOB_NAME = "ol-job-name";
  private static final String RUN_ID = "ol-run-id";
  private static final String EVENT_TIME = "ol-event-time";
  private static final String PRODUCER = "ol-producer";
  private static final String SCHEMA_URL = "ol-schema-url";
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** RFC 3339 with capitals, to the microsecond at most, in the years that both twins have. */
  private static final Pattern INSTANT =
      Pattern.compile(
          "(?!0000|9999)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"
              + "(Z|[+-]((0[0-9]|1[0-7]):[0-5][0-9]|18:00))");

  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Takes an instant as exactly as the headers say it. */
  public LineageHeaders {
    eventTime = eventTime.truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns the headers as a record's, by name, in their usual order. */
  public SequencedMap<String, byte[]> encode() {
    SequencedMap<String, byte[]> headers = new LinkedHashMap<>();
    DateTimeFormatter format = eventTime.get(ChronoField.NANO_OF_SECOND) == 0 ? WHOLE : EXACT;
    put(headers, NAMESPACE, namespace);
    put(headers, JOB_NAME, jobName);
    put(headers, RUN_ID, runId.toString());
    put(headers, EVENT_TIME, format.format(eventTime));
    put(headers, PRODUCER, producer);
    schemaUrl.ifPresent(url -> put(headers, SCHEMA_URL, url));
    return headers;
  }

  private static void put(Map<String, byte[]> headers, String name, String text) {
    headers.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns what a record's headers say; empty when one of the first five is missing, empty or not
   * what it must be.
   *
   * @param headers of headers with one name the last, as clients of Kafka give it
   */
  public static Optional<LineageHeaders> decode(Map<String, byte[]> headers) {
    try {
      return Optional.of(
          new LineageHeaders(
              required(headers, NAMESPACE),
              required(headers, JOB_NAME),
              UUID.fromString(matching(required(headers, RUN_ID), ID)),
              OffsetDateTime.parse(matching(required(headers, EVENT_TIME), INSTANT)).toInstant(),
              required(headers, PRODUCER),
              text(headers.get(SCHEMA_URL))));
    } catch (CharacterCodingException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String required(Map<String, byte[]> headers, String name)
      throws CharacterCodingException {
    return text(headers.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static String matching(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Optional<String> text(byte @Nullable [] value) throws CharacterCodingException {
    return value == null || value.length == 0
        ? Optional.empty()
        : Optional.of(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
  }
}
