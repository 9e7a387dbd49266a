package dev.regauge.templates.literal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.templates.RealPython;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shell and a JSON reader themselves judge what we write for them. */
class FinishedTextTest {

  @Test
  void theShellReadsEveryWordBack() {
    List<String> corpus =
        NastyStrings.all().stream()
            .filter(
                text ->
                    text.indexOf('\0') < 0
                        && text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000))
            .limit(400)
            .toList();
    StringBuilder script = new StringBuilder("printf '%s\\0'");
    corpus.forEach(text -> script.append(' ').append(ShellWord.of(text).text()));
    String answer = RealPython.run(script.toString(), "sh");
    assertEquals(corpus, List.of(answer.split("\0", -1)).subList(0, corpus.size()));
    assertThrows(IllegalArgumentException.class, () -> ShellWord.of("a\0b"));
  }

  @Test
  void jsonSurvives() {
    List<String> corpus = NastyStrings.all();
    String echo =
        "import json, sys; print(json.dumps(json.loads(sys.stdin.read())) == sys.argv[1] if"
            + " len(sys.argv) > 1 else sum(map(len, json.loads(sys.stdin.read()))))";
    int points = corpus.stream().mapToInt(text -> text.codePointCount(0, text.length())).sum();
    assertEquals(
        points + "\n", RealPython.run(JsonText.array(corpus).text(), "python3", "-c", echo));
  }

  @Test
  void aDockerfileValueStaysOnItsLineAndExpandsNothing() {
    assertEquals("\"a \\\"b\\\" \\$HOME \\\\\"", DockerArg.of("a \"b\" $HOME \\").text());
    assertEquals("3.11-slim", DockerArg.of("3.11-slim").text());
    assertThrows(IllegalArgumentException.class, () -> DockerArg.of("a\nRUN x"));
    assertThrows(IllegalArgumentException.class, () -> PlainName.of("a b"));
    assertThrows(IllegalArgumentException.class, () -> PlainName.of("a\n"));
  }

  @Test
  void markdownShowsMarksAndStaysOnItsLine() {
    assertEquals(
        "\\<img onerror\\> \\*x\\* \\[l\\](u) a\\|b",
        MarkdownText.of("<img onerror>\n*x* [l](u) a|b").text());
    assertEquals("``` a``b ```", MarkdownText.code("a``b").text());
    for (String text : NastyStrings.all()) {
      assertFalse(MarkdownText.of(text).text().contains("\n"));
      assertTrue(MarkdownText.code(text).text().indexOf('\n') < 0);
    }
  }
}
