package dev.regauge.spec.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form at its shortest is masked, in the words of a finding too, and nothing else is. */
class SecretFormsTest {

  // Put together here, so that no scanner of repositories takes them for real ones.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIA|ABCDEFGHIJKLMNOP",
        "ghp_|abcdefghijklmnopqrstuvwxyz0123456789",
        "sk-|abcdefghijklmnopqrst",
        "rk_live_|abcdefghijklmnop",
        "hooks.slack.com/services/|T0/B0/x",
        "glpat-|abcdefghijklmnopqrst",
        "xoxb-|0123456789",
        "eyJ|abcdefgh.eyJabcdefgh.x",
        "-----BEGIN |PRIVATE KEY-----abc",
        "://|u:p@",
      })
  void eachFormIsMaskedAtItsShortest(String parts) {
    String secret = parts.replace("|", "");
    String shown = Diagnostic.error(new Code("RG-READ-001"), "it is " + secret + " here").message();
    assertTrue(SecretForms.wordsOf(secret).isPresent());
    assertFalse(shown.contains(secret), shown);
    assertTrue(shown.startsWith("it is ") && shown.contains("***"), shown);
  }

  @Test
  void whatIsNoSecretStays() {
    String text =
        "unknown key 'max_active_runs_per_dag' at https://example.com/a-long-path-of-words";
    assertEquals(text, SecretForms.masked(text));
  }
}
