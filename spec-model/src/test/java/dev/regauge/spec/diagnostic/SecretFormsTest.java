package dev.regauge.spec.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
        "-----BEGIN |OPENSSH PRIVATE KEY-----",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://%s:%s@%s/shop",
        "postgresql://%(user)s:%(password)s@db",
        "postgresql://$USER:$PASSWORD@db",
        "postgresql://<user>:<password>@db",
        "postgresql://reader:***@db",
        "postgresql://user:...@db",
      })
  void whatStandsInForAPasswordIsNone(String text) {
    assertFalse(SecretForms.wordsOf(text).isPresent());
    assertTrue(SecretForms.wordsOf(text + " postgresql://u:$p4ss@db").isPresent());
  }

  @Test
  void placesAreFoundInOrderAndByTheirLines() {
    String key = "AKIA" + "ABCDEFGHIJKLMNOP";
    String text = "a\n://u:" + "p@ and " + key + "\n" + key + "\n://x:\ny@";
    assertEquals(
        List.of("2-9", "14-34", "35-55"),
        SecretForms.placesIn(text).stream().map(one -> one.start() + "-" + one.end()).toList());
  }
}
