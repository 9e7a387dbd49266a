package dev.regauge.spec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.rule.Checked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job of an asset's own trigger has the asset and every upstream asset without a trigger of its
 * own (spec.md 6), by the letter of the sentence.
 */
class OwnJobsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void ownJobsAreAsTheSentenceSays(long seed) {
    Random random = new Random(seed);
    int size = 3 + random.nextInt(7);
    SortedSet<String> triggered = new TreeSet<>();
    StringBuilder yaml =
        new StringBuilder(
            "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: p}\nassets:\n");
    for (int i = 0; i < size; i++) {
      List<String> deps = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(3) == 0) {
          deps.add("k" + j);
        }
      }
      boolean isTriggered = random.nextInt(3) == 0;
      if (isTriggered) {
        triggered.add("k" + i);
      }
      yaml.append(
          "  - {key: k%d, deps: %s, run: {command: x}%s}\n"
              .formatted(i, deps, isTriggered ? ", cron: \"0 6 * * *\"" : ""));
    }
    SpecGraph graph = Checked.text(folder, yaml.toString()).graph().orElseThrow();
    for (JobNode job : graph.jobs()) {
      Optional<String> own = job.spec().flatMap(spec -> spec.ofAsset());
      if (own.isPresent()) {
        SortedSet<String> expected = graph.edges().withUpstream(List.of(own.get()));
        expected.removeAll(triggered);
        expected.add(own.get());
        assertEquals(expected, new TreeSet<>(job.assets()), yaml::toString);
        assertEquals(graph.inOrder(job.assets()), job.assets());
      }
    }
    SortedSet<String> covered = new TreeSet<>();
    graph.jobs().forEach(job -> covered.addAll(job.assets()));
    assertEquals(size, covered.size(), "every asset is in a job");
  }
}
