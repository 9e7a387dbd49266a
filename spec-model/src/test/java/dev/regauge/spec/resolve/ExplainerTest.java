package dev.regauge.spec.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.resolve.Explainer.Explained;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code explain} tells of the weather product. */
class ExplainerTest {

  private static final Explainer EXPLAINER = explainer();

  @Test
  void aPlaceIsFoundByPathAndByName() {
    List<Explained> byName = EXPLAINER.explain("assets[silver/days].retry");
    assertEquals(byName, EXPLAINER.explain("assets[2].retry"));
    assertEquals(
        List.of(
            "max=2",
            "wait=PT1S",
            "multiplier=2.0",
            "maxWait=PT1H",
            "jitter=none",
            "categories=[TRANSIENT, RESOURCE]",
            "honorRetryAfter=true"),
        byName.stream().map(each -> last(each.address()) + "=" + each.value()).toList());
    assertEquals("defaults.retry.max (product.yaml:11:16)", byName.getFirst().origin().words());
    assertEquals("default", byName.get(2).origin().words());
  }

  @Test
  void aCheckIsFoundByItsName() {
    List<Explained> check = EXPLAINER.explain("assets[silver/days].checks[range_temp_max_c]");
    assertTrue(
        check.stream()
            .anyMatch(each -> each.address().endsWith(".range.min") && each.value().equals("-40")),
        check.toString());
  }

  @Test
  void aSinglePlaceIsOneValue() {
    assertEquals(
        List.of("America/Los_Angeles"),
        EXPLAINER.explain("jobs[daily].triggers[0].timezone").stream()
            .map(Explained::value)
            .toList());
    assertEquals(List.of(), EXPLAINER.explain("jobs[dail]"));
    assertEquals(List.of(), EXPLAINER.explain("nothing"));
  }

  @Test
  void everyValueOfTheProductHasAnOrigin() {
    assertTrue(EXPLAINER.explain("").size() > 200);
  }

  private static String last(String address) {
    return address.substring(address.lastIndexOf('.') + 1);
  }

  private static Explainer explainer() {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document =
        new SpecReader().read(Path.of("../golden/cases/weather/product.yaml"), found);
    return new Explainer(
        new SpecResolver()
            .resolve(document.product().orElseThrow(), document.sources(), document.files()));
  }
}
