package dev.regauge.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.templates.literal.DockerArg;
import dev.regauge.templates.literal.FinishedText;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.ShellWord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel's promises: finished literals pass, everything else is a fault with a reason. */
class RendererTest {
  private final Renderer renderer = Renderer.standard();

  /** One view for all the templates of this test. */
  public record View(PyCode code, String unfinished, boolean flag, List<PyCode> items) {}

  /** A FreeMarker view. */
  public record TextView(
      FinishedText word, String unfinished, boolean flag, List<ShellWord> items) {}

  private String pebble(String name) {
    List<PyCode> items = List.of(PyLiteral.of(1).code(), PyLiteral.of("x'").code());
    return renderer.render(
        new Template<>("templates/" + name + ".py.peb", View.class),
        new View(PyLiteral.of(List.of("a", "<&>")).after("x = "), "raw", true, items));
  }

  private String freemarker(String name) {
    List<ShellWord> items = List.of(ShellWord.of("a b"), ShellWord.of("${HOME}"));
    return renderer.render(
        new Template<>("templates/" + name + ".txt.ftl", TextView.class),
        new TextView(DockerArg.of("<a> $x"), "raw", true, items));
  }

  @Test
  void finishedLiteralsPass() {
    assertEquals(
        """
        x = ["a", "<&>"]
        y = [[1, 2], x << 2, "{{ ds }}"]
        i = 1
        i = "x'"
        flag = True
        """,
        pebble("good"));
    assertEquals(
        """
        ENV A="<a> \\$x" B=${HOME} C={{ .Values.x }} [ -d x ]
        run 'a b'
        run '${HOME}'
        CMD ["sh"]
        """,
        freemarker("good"));
  }

  @Test
  void everythingElseIsAFault() {
    for (String name : List.of("plain", "missing", "raw", "autoescape", "number", "boolean")) {
      TemplateFault fault = assertThrows(TemplateFault.class, () -> pebble(name), name);
      assertTrue(
          fault.getMessage().startsWith("templates/" + name + ".py.peb: "), fault.getMessage());
    }
    for (String name : List.of("plain", "missing", "noesc", "new")) {
      assertThrows(TemplateFault.class, () -> freemarker(name), name);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // a null is what is tested
  void aNullIsAFaultAlsoDeepInside() {
    Template<View> template = new Template<>("templates/good.py.peb", View.class);
    assertThrows(
        TemplateFault.class,
        () -> renderer.render(template, new View(PyLiteral.of(1).code(), null, true, List.of())));
  }
}
