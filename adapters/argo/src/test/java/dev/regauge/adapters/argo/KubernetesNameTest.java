package dev.regauge.adapters.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No case reaches the limits of names, for no readable product has such names. */
class KubernetesNameTest {
  private static final List<String> ODD =
      List.of(
          "_",
          "__",
          "a_",
          "_a",
          "a__b",
          "a_b",
          "x".repeat(300),
          "y".repeat(52),
          "y".repeat(53),
          "y".repeat(54),
          "a" + "_".repeat(60),
          "import",
          "9lives");

  @Test
  void everyNameIsADnsLabelAndTwoStayTwo() {
    List<String> names = new ArrayList<>();
    for (String words : ODD) {
      String name = KubernetesName.of(words, KubernetesName.LONGEST_CRON);
      assertTrue(name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"), words + " became " + name);
      assertTrue(name.length() <= KubernetesName.LONGEST_CRON, name);
      names.add(name);
    }
    assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
  }

  @Test
  void cutNamesCarryTenDigitsOfTheWholeName() {
    String one = KubernetesName.of("z".repeat(60) + "_one", 52);
    String other = KubernetesName.of("z".repeat(60) + "_other", 52);
    assertNotEquals(one, other);
    assertTrue(one.matches("z{41}-[0-9a-f]{10}"), one);
  }

  @Test
  void anAssetNeverTakesTheNameOfOneOfOurTemplates() {
    for (String own : KubernetesName.OWN_TEMPLATES) {
      assertTrue(KubernetesName.ofTemplate(own).matches(own + "-[0-9a-f]{10}"));
    }
    assertEquals("silver--days", KubernetesName.ofTemplate("silver__days"));
  }

  @Test
  void labelsKeepWhatTheyCanHold() {
    assertEquals("bronze.days", KubernetesName.label("bronze.days"));
    String label = KubernetesName.label("a b/c ü" + "l".repeat(80));
    assertTrue(label.length() <= 63 && label.matches("[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]"));
    assertNotEquals(KubernetesName.label("a b"), KubernetesName.label("a/b"));
  }
}
