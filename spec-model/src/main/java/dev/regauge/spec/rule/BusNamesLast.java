package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.PlacedMessage;
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
 * and underscores alone, and no names beyond 249 characters; a group of Kafka's is no pattern;
 * streams and groups of NATS are words, its controller's user is nobody else's, and labels are
 * those of Kubernetes.
 */
final class BusNamesLast implements Rule {

  private static final Code CODE = new Code("RG-RULE-451");
  private static final int LONGEST_BEFORE_DEAD_LETTERS = 249 - "__dlq.".length();
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  // As a right of Kafka's, the name * holds for every group.
  private static final Pattern DATA_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  // Neither a pattern of subjects nor one of the server's own, and one word of its protocol.
  private static final Pattern SUBJECT =
      Pattern.compile("[^\\s\\p{Cntrl}.*>$][^\\s\\p{Cntrl}.*>]*(\\.[^\\s\\p{Cntrl}.*>]+)*");
  private static final Pattern OURS =
      Pattern.compile("(regauge\\.dev|strimzi\\.io)/.*|app\\.kubernetes\\.io/managed-by");
  private static final String CONTROLLER = "nack-controller";
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
        judgeUsers(graph, topic, at, out);
      } else {
        judgeName(graph, i, names, out);
        judgeDataGroups(graph, topic, at, out);
      }
    }
    PlacedMessage.of(graph.product()).forEach(message -> judgeMessage(graph, message, out));
  }

  private static void judgeMessage(SpecGraph graph, PlacedMessage message, Diagnostics out) {
    String name = message.topic();
    boolean isOfData = message.bus().equals(Carriers.DATA_BUS);
    boolean fits =
        isOfData
            ? DATA_NAME.matcher(name).matches() && !name.matches("\\.{1,2}")
            : SUBJECT.matcher(name).matches();
    if (!fits) {
      out.add(
          Diagnostic.error(
                  CODE,
                  (isOfData ? "Kafka has no topic '" : "nobody may write to the subject '")
                      + name
                      + "'")
              .at(message.topicPath(), graph.locator())
              .label(isOfData ? "no name of a topic" : "no name of a subject")
              .help(
                  isOfData
                      ? "write letters, digits, -, _ and dots, at most 249"
                      : "write words joined by dots, without spaces, * and >"));
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
      } else if (OURS.matcher(key).matches()) {
        out.add(
            Diagnostic.error(CODE, "the label '" + key + "' is written by what makes the objects")
                .atKey(at.entry(key), graph.locator())
                .label("would be overwritten")
                .help("call it otherwise"));
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

  private static void judgeDataGroups(
      SpecGraph graph, TopicSpec topic, SpecPath at, Diagnostics out) {
    for (int i = 0; i < topic.consumers().size(); i++) {
      SpecPath place = at.field("consumers").at(i).field("group");
      topic
          .consumers()
          .get(i)
          .group()
          .filter(group -> !DATA_NAME.matcher(group).matches())
          .ifPresent(
              group ->
                  out.add(
                      Diagnostic.error(CODE, "the data bus has no group '" + group + "'")
                          .at(place, graph.locator())
                          .label("no name of a group")
                          .help("write letters, digits, -, _ and dots, at most 249")));
    }
  }

  private static void judgeUsers(SpecGraph graph, TopicSpec topic, SpecPath at, Diagnostics out) {
    for (int i = 0; i < topic.producers().size(); i++) {
      judgeUser(graph, topic.producers().get(i), at.field("producers").at(i), out);
    }
    for (int i = 0; i < topic.consumers().size(); i++) {
      SpecPath place = at.field("consumers").at(i).field("service");
      judgeUser(graph, topic.consumers().get(i).service(), place, out);
    }
  }

  private static void judgeUser(SpecGraph graph, String user, SpecPath at, Diagnostics out) {
    if (user.equals(CONTROLLER)) {
      out.add(
          Diagnostic.error(CODE, "'" + user + "' is the control bus's own user")
              .at(at, graph.locator())
              .label("who has its password may do everything")
              .help("call the service otherwise"));
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
