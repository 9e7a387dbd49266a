package dev.regauge.adapters.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No case reaches most of these: the spec refuses such names before a path is made of them. */
class BundlePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../x",
        "a/../b",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "C:/x",
        "nul",
        "a/COM1.txt",
        "x.",
        "x ",
        "a\nb",
        "a\u202Eb",
        "a*b",
        "a\uFFFDb"
      })
  void refusesWhatIsNotPlainAndRelative(String text) {
    assertTrue(BundlePath.faultOf(text).isPresent(), text);
    assertThrows(IllegalArgumentException.class, () -> new BundlePath(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "code/src/ü b.py", "a/.hidden", "console.py", "a/..b"})
  void takesPlainPaths(String text) {
    assertEquals(text, new BundlePath(text).value());
  }

  @Test
  void refusesTwoFilesOnOnePathAndAFileAsFolder() {
    BundleFile upper = BundleFile.text("dags/A.py", "");
    BundleFile lower = BundleFile.text("dags/a.py", "");
    BundleFile below = BundleFile.text("dags/a.py/b", "");
    TargetName target = new TargetName("rails");
    assertThrows(IllegalArgumentException.class, () -> new Bundle(target, List.of(upper, lower)));
    assertThrows(IllegalArgumentException.class, () -> new Bundle(target, List.of(lower, below)));
  }

  @Test
  void refusesTextThatNoFileShouldHold() {
    assertThrows(IllegalArgumentException.class, () -> Content.text("a\r\n"));
    assertThrows(IllegalArgumentException.class, () -> Content.text("\ud800"));
  }
}
