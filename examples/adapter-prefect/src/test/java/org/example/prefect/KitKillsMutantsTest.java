package org.example.prefect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.Support;
import dev.regauge.testkit.RobustnessConformance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.example.prefect.model.JobFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The kit sees what it is for: this adapter with a mistake fails the test that is named after it.
 */
class KitKillsMutantsTest {

  /** An adapter with a mistake, as the kit is asked of it. */
  abstract static class Mutated extends RobustnessConformance {
    private final Mutant mutant;

    Mutated(Mutant mutant) {
      this.mutant = mutant;
    }

    @Override
    protected OrchestratorAdapter<?> adapter() {
      return mutant;
    }

    @Override
    protected Set<String> readWhenItRuns() {
      return PrefectLeaves.READ_WHEN_IT_RUNS;
    }

    @Override
    protected Set<String> faultsElsewhere() {
      return PrefectLeaves.FAULTS_ELSEWHERE;
    }
  }

  static class NoMistake extends Mutated {
    NoMistake() {
      super(Mutant.NONE);
    }
  }

  static class NeverTriesAgain extends Mutated {
    NeverTriesAgain() {
      super(Mutant.deciding(Mistakes.inTasks(task -> Mistakes.withWaits(task, List.of()))));
    }
  }

  static class RunsInUtc extends Mutated {
    RunsInUtc() {
      super(
          Mutant.deciding(
              Mistakes.inFlows(
                  flow ->
                      Mistakes.withCrons(
                          flow,
                          flow.crons().stream()
                              .map(
                                  line -> new JobFlow.CronLine(line.cron(), "UTC", line.isActive()))
                              .toList()))));
    }
  }

  static class LosesEdges extends Mutated {
    LosesEdges() {
      super(
          Mutant.deciding(
              product ->
                  Mistakes.with(
                      product,
                      product.tasks().stream().map(Mistakes::withoutUpstream).toList(),
                      product.flows().stream()
                          .map(flow -> Mistakes.withSteps(flow, KitKillsMutantsTest::alone))
                          .toList())));
    }
  }

  static class LosesSchedules extends Mutated {
    LosesSchedules() {
      super(Mutant.deciding(Mistakes.inFlows(flow -> Mistakes.withCrons(flow, List.of()))));
    }
  }

  static class LosesPools extends Mutated {
    LosesPools() {
      super(Mutant.deciding(Mistakes.inTasks(Mistakes::withoutLimit)));
    }
  }

  static class LosesParams extends Mutated {
    LosesParams() {
      super(Mutant.deciding(Mistakes.inFlows(Mistakes::withoutParams)));
    }
  }

  static class LosesWhatIsMuch extends Mutated {
    LosesWhatIsMuch() {
      super(
          Mutant.writing(
              files ->
                  files.stream()
                      .map(
                          file ->
                              new BundleFile(
                                  file.path(),
                                  file.content(),
                                  file.mode(),
                                  file.origins().stream().limit(100).toList()))
                      .toList()));
    }
  }

  static class PromisesCatchup extends Mutated {
    PromisesCatchup() {
      super(
          Mutant.answering(
              (use, right) -> use.feature() == Feature.CATCHUP ? new Support.Native() : right));
    }
  }

  static class SaysNothing extends Mutated {
    SaysNothing() {
      super(
          Mutant.answering(
              (use, right) ->
                  right instanceof Support.Emulated ? new Support.Emulated("") : right));
    }
  }

  static class UnquotesTexts extends Mutated {
    UnquotesTexts() {
      super(
          Mutant.writing(
              Mistakes.inText(
                  "assets.py", text -> text.replace("\\\"", "\"").replace("\\'", "'"))));
    }
  }

  static class LeavesTheRoot extends Mutated {
    LeavesTheRoot() {
      super(Mutant.writing(Mistakes.withFile("../flows.py", "")));
    }
  }

  static class WritesTwice extends Mutated {
    WritesTwice() {
      super(Mutant.writing(Mistakes.withFile("README.md", "again")));
    }
  }

  static class WritesNoReadme extends Mutated {
    WritesNoReadme() {
      super(Mutant.writing(Mistakes.withoutFile("README.md")));
    }
  }

  static class ReadsTheClock extends Mutated {
    ReadsTheClock() {
      super(Mutant.writing(Mistakes.inText("README.md", text -> text + System.nanoTime())));
    }
  }

  static class AsksTheNetwork extends Mutated {
    AsksTheNetwork() {
      super(Mutant.writing(Mistakes.inText("README.md", text -> text + answer())));
    }
  }

  static class TellsTheMachine extends Mutated {
    TellsTheMachine() {
      super(
          Mutant.writing(
              Mistakes.inText("README.md", text -> text + System.getProperty("user.dir"))));
    }
  }

  static class SpeaksTheMachinesLanguage extends Mutated {
    SpeaksTheMachinesLanguage() {
      super(Mutant.writing(Mistakes.inText("README.md", text -> text + upper("title"))));
    }
  }

  static class ForgetsWhoseFilesTheyAre extends Mutated {
    ForgetsWhoseFilesTheyAre() {
      super(
          Mutant.writing(
              files ->
                  files.stream()
                      .map(file -> BundleFile.text(file.path().value(), file.content().asText()))
                      .toList()));
    }
  }

  /** Two mistakes that only the engine shows; each has a scenario. */
  static class OnTheEngine extends PrefectConformanceTest {
    private static final String FAILS = "        again = result.retry_wait_seconds\n";
    private static final String WARNS =
        "        if result.exit_code == 21:\n            return Completed(message=\"a warning\")\n";

    @Override
    protected OrchestratorAdapter<?> adapter() {
      return new Mutant(
          (use, right) -> right,
          Mistakes.inTasks(task -> Mistakes.withWaits(task, Mistakes.shorter(task.retryWaits()))),
          Mistakes.inText("runs.py", text -> text.replace(FAILS, WARNS + FAILS)));
    }

    @Override
    protected Set<String> scenarios() {
      return Set.of("check_blocks", "fan_out", "retries");
    }
  }

  private static JobFlow.Step alone(JobFlow.Step step) {
    return new JobFlow.Step(step.key(), step.function(), List.of());
  }

  /** The same text whether anybody is there or not: only who watches the network sees it. */
  private static String answer() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), 100);
    } catch (IOException e) {
      return "";
    }
    return "";
  }

  @SuppressWarnings("StringCaseLocaleUsage")
  private static String upper(String text) {
    return text.toUpperCase();
  }

  static Stream<Arguments> mutants() {
    return Stream.of(
        Arguments.of(NeverTriesAgain.class, "aPlantedFaultShows"),
        Arguments.of(NeverTriesAgain.class, "noFieldOfThePlanIsLost"),
        Arguments.of(RunsInUtc.class, "noFieldOfThePlanIsLost"),
        Arguments.of(LosesEdges.class, "aPlantedFaultShows"),
        Arguments.of(LosesSchedules.class, "aPlantedFaultShows"),
        Arguments.of(LosesPools.class, "aPlantedFaultShows"),
        Arguments.of(LosesParams.class, "aPlantedFaultShows"),
        Arguments.of(LosesWhatIsMuch.class, "aLargeProductIsWhole"),
        Arguments.of(PromisesCatchup.class, "aPlantedFaultShows"),
        Arguments.of(SaysNothing.class, "everyAnswerIsExplained"),
        Arguments.of(UnquotesTexts.class, "everyFileIsInItsLanguageWhateverTheTexts"),
        Arguments.of(LeavesTheRoot.class, "everyBundleIsReadable"),
        Arguments.of(WritesTwice.class, "everyBundleIsReadable"),
        Arguments.of(WritesNoReadme.class, "everyBundleIsReadable"),
        Arguments.of(ReadsTheClock.class, "theSameProductGivesTheSameBytes"),
        Arguments.of(AsksTheNetwork.class, "nobodyIsAskedOverTheNetwork"),
        Arguments.of(TellsTheMachine.class, "nothingOfTheMachineIsInTheBundle"),
        Arguments.of(SpeaksTheMachinesLanguage.class, "anotherMachineMakesTheSameBytes"),
        Arguments.of(ForgetsWhoseFilesTheyAre.class, "everyAssetIsInTheBundle"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aMistakeFailsTheTestThatIsNamedAfterIt(Class<?> mutant, String test) {
    assertEquals(Set.of(test), failing(selectMethod(mutant, test)));
  }

  /** The mutants fail by their mistakes: without one only the name of the class is another. */
  @Test
  void withoutAMistakeNothingElseFails() {
    assertEquals(Set.of("theAdapterIsFoundByItsService"), failing(selectClass(NoMistake.class)));
  }

  @Test
  void whatOnlyTheEngineShowsFailsItsScenario() {
    Set<String> failing =
        failing(selectMethod(OnTheEngine.class, ENGINE, "dev.regauge.testkit.Scenario"));
    assertTrue(failing.contains(ENGINE + ": scenario = retries"), failing::toString);
    assertTrue(failing.contains(ENGINE + ": scenario = check_blocks"), failing::toString);
    assertEquals(2, failing.size(), failing::toString);
  }

  private static final String ENGINE = "theEngineDoesWhatTheLocalRunnerDoes";

  private static Set<String> failing(DiscoverySelector selector) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
    Set<String> failing = new TreeSet<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  failing.add(named(test));
                }
              }
            });
    return failing;
  }

  /** A test's method, and of one with several cases which one: {@code [6] scenario = retries}. */
  private static String named(TestIdentifier test) {
    String method =
        test.getSource()
            .filter(org.junit.platform.engine.support.descriptor.MethodSource.class::isInstance)
            .map(org.junit.platform.engine.support.descriptor.MethodSource.class::cast)
            .map(source -> source.getMethodName())
            .orElse(test.getLegacyReportingName());
    String shown = test.getDisplayName();
    return shown.startsWith("[") ? method + ": " + shown.replaceFirst("^\\[\\d+] ", "") : method;
  }
}
