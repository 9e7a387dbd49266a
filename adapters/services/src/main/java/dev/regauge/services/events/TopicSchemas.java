package dev.regauge.services.events;

import dev.regauge.services.events.JsonPlaces.NotJson;
import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The topics' schemas as they are now, held against those that the lock has: whoever reads a topic
 * meets messages of all of them.
 */
public final class TopicSchemas {
  static final Code UNREADABLE = new Code("RG-EVT-006");
  static final Code UNLOCKED = new Code("RG-EVT-008");

  private static final String AVRO = ".avsc";

  /** How long the words of another's parser may be. */
  private static final int LONGEST = 160;

  private final Locator locator;
  private final Diagnostics out;

  /** The files of the topics, by their path below the product root. */
  private final SortedMap<String, String> files;

  private final SortedMap<String, List<Schema>> next = new TreeMap<>();

  private TopicSchemas(Locator locator, SortedMap<String, String> files, Diagnostics out) {
    this.locator = locator;
    this.files = files;
    this.out = out;
  }

  /**
   * Judges the schemas, and returns the lock that there is with them.
   *
   * @param files the texts of the files that could be read; of the others the reader has spoken
   * @param lock none where none was ever written
   * @param isLocking whether the lock is being written, so that nobody need be reminded of it
   */
  public static SchemaLock judge(
      BusContract contract,
      SortedMap<String, String> files,
      Optional<SchemaLock> lock,
      boolean isLocking) {
    TopicSchemas schemas = new TopicSchemas(contract.graph().locator(), files, contract.out());
    SchemaLock known = lock.orElse(new SchemaLock(new TreeMap<>()));
    contract.topics().forEach(topic -> schemas.judge(topic, known.of(topic.name()), isLocking));
    return new SchemaLock(schemas.next);
  }

  private void judge(Placed topic, List<Schema> before, boolean isLocking) {
    Compatibility mode = Compatibility.of(topic.spec().compatibility().orElse("NONE"));
    Optional<String> file = topic.spec().schema();
    SpecPath at = topic.at().field("schema");
    if (!before.isEmpty()) {
      next.put(topic.name(), before);
    }
    if (file.isEmpty()) {
      if (!before.isEmpty() && !mode.isNone()) {
        out.add(SchemaChanges.gone(topic, mode).at(nameOf(topic), locator));
      }
    } else if (!file.get().endsWith(AVRO)) {
      if (!mode.isNone()) {
        out.add(
            Diagnostic.error(
                    UNREADABLE,
                    "whether the schema of topic '"
                        + topic.name()
                        + "' stays compatible, nobody can tell")
                .at(at, locator)
                .label("no schema of Avro, and the topic is " + mode.word())
                .help("write it in Avro, in a file '….avsc', or 'compatibility: NONE'"));
      }
    } else if (files.containsKey(file.get())) {
      read(topic, file.get(), at).ifPresent(now -> compare(topic, now, before, mode, isLocking));
    }
  }

  /** A schema as it is now, and where its parts are written. */
  record Current(Schema schema, JsonPlaces places) {}

  private Optional<Current> read(Placed topic, String file, SpecPath at) {
    Optional<Span> named = locator.valueAt(at);
    String message = "the schema of topic '" + topic.name() + "' cannot be read";
    String text = files.getOrDefault(file, "");
    try {
      JsonPlaces places = JsonPlaces.of(file, text);
      return Optional.of(new Current(new Schema.Parser().parse(text), places));
    } catch (NotJson e) {
      out.add(
          Diagnostic.error(UNREADABLE, message)
              .at(e.at())
              .label(inOneLine(e.why()))
              .related(named, "the topic's schema")
              .help("write JSON, as Avro's schemas are"));
    } catch (AvroRuntimeException e) {
      out.add(
          Diagnostic.error(UNREADABLE, message)
              .at(new Span(file, 1, 1, 1))
              .label(inOneLine(String.valueOf(e.getMessage())))
              .related(named, "the topic's schema")
              .help("mend the schema; all types that it names are in this file"));
    }
    return Optional.empty();
  }

  private void compare(
      Placed topic, Current now, List<Schema> before, Compatibility mode, boolean isLocking) {
    boolean isKnown =
        !before.isEmpty() && before.getLast().toString().equals(now.schema().toString());
    if (isKnown) {
      return;
    }
    List<Diagnostic> breaks =
        SchemaChanges.breaks(topic, now, mode.comparedOf(before), mode).stream()
            .map(
                one -> one.related(locator.valueAt(topic.at().field("compatibility")), mode.says()))
            .toList();
    breaks.forEach(out::add);
    List<Schema> history = new ArrayList<>(before);
    history.add(now.schema());
    next.put(topic.name(), List.copyOf(history));
    if (breaks.isEmpty() && !isLocking) {
      out.add(
          Diagnostic.warning(
                  UNLOCKED, "the schema of topic '" + topic.name() + "' is not in the lock")
              .at(topic.at().field("schema"), locator)
              .label(before.isEmpty() ? "it was never locked" : "the lock has another one")
              .help("run 'regauge topics lock' and commit " + SchemaLock.FILE));
    }
  }

  private static SpecPath nameOf(Placed topic) {
    return topic.at().field("metadata").field("name");
  }

  static String inOneLine(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
