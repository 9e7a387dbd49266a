package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The brokers take the names, and tell them apart: Kafka takes no two topics that differ in dots
 * and underscores alone, and no names beyond 249 characters; streams and groups of NATS are words,
 * and labels those of Kubernetes.
 */
final class BusNamesLast implements Rule {

  private static final Code CODE = new Code("RG-RULE-451");
  private static final int LONGEST_BEFORE_DEAD_LETTERS = 249 - "__dlq.".length();
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final String AS_A_WORD = "write letters, digits, - and _, at most 63";

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<TopicSpec> topics = graph.product().topics();
    Map<String, Integer> names = new TreeMap<>();
    Map<String, String> words = new TreeMap<>();
    for (int i = 0; i < topics.size(); i++) {
      TopicSpec topic = topics.get(i);
      SpecPath at = SpecPath.of("topics").at(i);
      judgeLabels(graph, topic, at.field("metadata").field("labels"), out);
      if (topic.bus().filter("control"::equals).isPresent()) {
        judgeWord(graph, "stream", topic.stream().orElseThrow(), at.field("stream"), words, out);
        judgeGroups(graph, topic, at, words, out);
      } else {
        judgeName(graph, i, names, out);
      }
    }
  }

  private static void judgeLabels(SpecGraph graph, TopicSpec topic, SpecPath at, Diagnostics out) {
    for (String key : topic.metadata().labels().keySet()) {
      if (!LABEL.matcher(key).matches()) {
        out.add(
            Diagnostic.error(CODE, "no object of Kubernetes has a label '" + key + "'")
                .atKey(at.entry(key), graph.locator())
                .label("no name of a label")
                .help("write letters, digits, -, _ and dots, after a domain and / if you like"));
      }
    }
  }

  private static void judgeName(
      SpecGraph graph, int index, Map<String, Integer> names, Diagnostics out) {
    TopicSpec topic = graph.product().topics().get(index);
    String name = topic.metadata().name();
    Integer earlier = names.putIfAbsent(name.replace('.', '_'), index);
    String other = earlier == null ? name : graph.product().topics().get(earlier).metadata().name();
    // Two of one name are RG-RULE-103's.
    if (earlier != null && !name.equals(other)) {
      out.add(
          Diagnostic.error(CODE, "Kafka takes no topic '" + name + "' beside '" + other + "'")
              .at(nameOf(index), graph.locator())
              .label("they differ in dots and underscores alone")
              .related(graph.locator().valueAt(nameOf(earlier)), "the other one")
              .help("call one of them otherwise"));
    }
    if (topic.dlq().orElse(false) && name.length() > LONGEST_BEFORE_DEAD_LETTERS) {
      out.add(
          Diagnostic.error(CODE, "the dead letters of topic '" + name + "' have too long a name")
              .at(nameOf(index), graph.locator())
              .label(name.length() + " characters, and '__dlq.' before them")
              .help("write at most " + LONGEST_BEFORE_DEAD_LETTERS + ", or 'dlq: false'"));
    }
  }

  private static SpecPath nameOf(int index) {
    return SpecPath.of("topics").at(index).field("metadata").field("name");
  }

  private static void judgeGroups(
      SpecGraph graph, TopicSpec topic, SpecPath at, Map<String, String> words, Diagnostics out) {
    for (int i = 0; i < topic.consumers().size(); i++) {
      ConsumerSpec consumer = topic.consumers().get(i);
      SpecPath place = at.field("consumers").at(i);
      consumer
          .group()
          .ifPresent(group -> judgeWord(graph, "group", group, place.field("group"), words, out));
    }
  }

  private static void judgeWord(
      SpecGraph graph,
      String noun,
      String word,
      SpecPath at,
      Map<String, String> words,
      Diagnostics out) {
    if (!WORD.matcher(word).matches()) {
      out.add(
          Diagnostic.error(CODE, "the control bus has no " + noun + " '" + word + "'")
              .at(at, graph.locator())
              .label("not a word")
              .help(AS_A_WORD));
      return;
    }
    String meant = noun + " " + word.toLowerCase(Locale.ROOT).replace('_', '-');
    String other = words.putIfAbsent(meant, word);
    if (other != null && !other.equals(word)) {
      out.add(
          Diagnostic.error(CODE, noun + " '" + word + "' is '" + other + "' to Kubernetes")
              .at(at, graph.locator())
              .label("its objects have small letters and '-'")
              .help("call one of them otherwise"));
    }
  }
}
