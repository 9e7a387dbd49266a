package dev.regauge.spec.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The title of a code's page is its heading without the code, however the heading is written. */
class CodePagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"# RG-LINK-001: A name", "# RG-LINK-001 A name", "# A name"})
  void theTitleIsWithoutTheCode(String heading) {
    assertEquals("A name", CodePages.Page.parse(heading + "\n\nWhy.\n").title());
  }

  @Test
  void aColonOfTheTitleStays() {
    assertEquals(
        "A name: of what", CodePages.Page.parse("# RG-LINK-001 A name: of what\n\nWhy.\n").title());
  }
}
