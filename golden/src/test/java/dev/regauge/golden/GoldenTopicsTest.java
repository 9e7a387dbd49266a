package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.golden.GoldenServicesTest.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The topics of {@code golden/topics}, rendered: to the byte, with no file more or less. {@code
 * -Dgolden.approve=topics/} rewrites what is expected, and fails.
 */
class GoldenTopicsTest {
  private static final Path CASE = Path.of("topics/shop");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--env prod --kafka-cluster events --nats-account OF --nats-url nats://nats.data.svc:4222"
      })
  void topicsGiveTheirTree(String words) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("topics", "render", CASE.toString(), "-o", temp.toString()));
    arguments.addAll(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    Said said = GoldenServicesTest.run(arguments);
    assertEquals(0, said.code(), said.talk());
    GoldenServicesTest.compare(
        CASE.resolve("expected").resolve(words.isEmpty() ? "default" : "prod"), temp, "topics");
  }

  @Test
  void theListIsByName() {
    assertEquals(
        """
        TOPIC                                CLASS    BUS      KEPT      PRODUCERS                CONSUMERS
        of.datasets                          signal   control  P7D       platform                 quality
        of.datasets.quality.refresh.requested signal   control  P7D       shop, billing            quality, search
        of.notifications.updated             signal   control  PT90S     shop
        sales.clicks.v1                      durable  data     PT30M     shop                     billing
        sales.list_prices.v2                 durable  data     newest    pricing                  shop
        sales.orders.updated.v1              durable  data     P7D       shop                     billing, search
        """,
        GoldenServicesTest.run(List.of("topics", "list", CASE.toString())).data());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--env no: no environment 'no'",
        "--kafka-cluster A: 'A' is no name of a Kafka resource",
        "--nats-account a.b: 'a.b' is no name of an account",
        "--nats-account A_: 'A_' is no name of an account",
        "--nats-url x: 'x' is no URL",
        "--nats-url 1://x: '1://x' is no URL",
        "--nats-url ::: '::' is no URL",
        "--nats-url http://bus:4222: 'http://bus:4222' is no URL"
      })
  void whatNoObjectCanHoldIsRefused(String words) {
    String[] parts = words.split(": ", 2);
    List<String> arguments = new ArrayList<>(List.of("topics", "render", CASE.toString()));
    arguments.addAll(List.of("-o", temp.toString()));
    arguments.addAll(List.of(parts[0].split(" ")));
    Said said = GoldenServicesTest.run(arguments);
    assertEquals(2, said.code());
    assertTrue(said.talk().contains(parts[1]), said.talk());
  }
}
