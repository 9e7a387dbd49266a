package dev.regauge.services.compose;

import dev.regauge.services.Seconds;
import dev.regauge.spec.model.ServiceSpec.Exec;
import dev.regauge.spec.model.ServiceSpec.HealthSpec;
import dev.regauge.spec.model.ServiceSpec.Http;
import dev.regauge.spec.model.ServiceSpec.Tcp;
import dev.regauge.templates.literal.ShellWord;
import java.util.ArrayList;
import java.util.List;

/**
 * How compose asks whether a service is well: by a command in its own container. A page is asked by
 * what the image has, wget or curl; a port by nc, or by bash itself.
 */
final class ComposeHealth {
  private ComposeHealth() {}

  static ComposeFile.Healthcheck of(HealthSpec health) {
    return new ComposeFile.Healthcheck(
        ComposeText.of(test(health)),
        Seconds.of(health.period()) + "s",
        Seconds.of(health.timeout()) + "s",
        health.retries().orElseThrow(),
        Seconds.of(health.initialDelay()) + "s");
  }

  private static List<String> test(HealthSpec health) {
    return switch (health.probe()) {
      case Http(String path, int port) -> page("http://127.0.0.1:" + port + path);
      case Tcp(int port) ->
          shell("nc -z 127.0.0.1 " + port + " || bash -c '</dev/tcp/127.0.0.1/" + port + "'");
      case Exec(List<String> command) -> {
        List<String> words = new ArrayList<>(List.of("CMD"));
        words.addAll(command);
        yield words;
      }
    };
  }

  private static List<String> page(String url) {
    String word = ShellWord.of(url).text();
    return shell("wget -q -O /dev/null " + word + " || curl -fsS -o /dev/null " + word);
  }

  private static List<String> shell(String line) {
    return List.of("CMD-SHELL", line);
  }
}
