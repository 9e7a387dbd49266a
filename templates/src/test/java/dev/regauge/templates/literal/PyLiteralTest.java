package dev.regauge.templates.literal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.regauge.templates.RealPython;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Python itself evaluates the literals: no golden can hold this many values. */
class PyLiteralTest {
  private static final String COMPARE =
      """
      import ast, sys
      wrong = 0
      lines = sys.stdin.read().split("\\n")
      for number, (literal, points) in enumerate(zip(lines[::2], lines[1::2])):
          expected = [int(point) for point in points.split()]
          found = [ord(c) for c in ast.literal_eval(literal)]
          if found != expected:
              wrong += 1
              print(number, literal, found, expected)
      print(f"{len(lines) // 2} literals, {wrong} wrong")
      sys.exit(wrong != 0)
      """;

  @Test
  void everyStringSurvivesPythonsOwnReading() {
    List<String> corpus = NastyStrings.all();
    StringBuilder input = new StringBuilder();
    for (String text : corpus) {
      List<String> points = text.codePoints().mapToObj(Integer::toString).toList();
      input
          .append(PyLiteral.of(text).flat())
          .append('\n')
          .append(String.join(" ", points))
          .append('\n');
    }
    String answer = RealPython.run(input.toString(), "python3", "-c", COMPARE);
    assertEquals(corpus.size() + " literals, 0 wrong\n", answer);
  }

  @Test
  void everyLiteralIsPureAscii() {
    for (String text : NastyStrings.all()) {
      String all =
          PyLiteral.of(text).flat() + PyText.comment(text).text() + PyText.docstring(text).text();
      assertEquals(List.of(), all.chars().filter(c -> c < 0x20 || c > 0x7e).boxed().toList(), all);
    }
  }

  @Test
  void proseEndsNeitherItsCommentNorItsDocstring() {
    StringBuilder source = new StringBuilder();
    List<String> corpus = NastyStrings.all();
    for (int i = 0; i < corpus.size(); i++) {
      source
          .append("def f")
          .append(i)
          .append("():\n    ")
          .append(PyText.docstring(corpus.get(i)).text());
      source.append("\n    # ").append(PyText.comment(corpus.get(i)).text()).append('\n');
    }
    String count =
        "import ast, sys; t = ast.parse(sys.stdin.read()); print(all(isinstance(f, ast.FunctionDef)"
            + " and len(f.body) == 1 and isinstance(f.body[0].value, ast.Constant) for f in"
            + " t.body), len(t.body))";
    assertEquals(
        "True " + corpus.size() + "\n",
        RealPython.run(source.toString(), "python3", "-W", "error", "-c", count));
  }

  @Test
  void otherValuesAreEqualInPython() {
    TreeMap<String, Object> map = new TreeMap<>();
    map.put("a", List.of(1, 2L, new BigInteger("123456789012345678901234567890")));
    map.put("b'\"", new TreeSet<>(Set.of("x", "y")));
    map.put("c", Optional.empty());
    map.put("d", Optional.of(true));
    map.put(
        "e",
        List.of(
            0.1,
            -0.0,
            1e300,
            1.5e-7,
            new BigDecimal("1.10"),
            new BigDecimal("1E+3"),
            new BigDecimal("2.00")));
    map.put("f", Set.of());
    String eval =
        "import sys; print(eval(sys.stdin.read()) == {'a': [1, 2, 123456789012345678901234567890],"
            + " 'b\\'\"': {'x', 'y'}, 'c': None, 'd': True, 'e': [0.1, -0.0, 1e300, 1.5e-7, 1.1,"
            + " 1000, 2.0], 'f': set()})";
    assertEquals("True\n", RealPython.run(PyLiteral.of(map).flat(), "python3", "-c", eval));
    assertEquals("(1,)", PyLiteral.tuple(List.of(1)).flat());
    assertEquals("()", PyLiteral.tuple(List.of()).flat());
    assertEquals("float(\"nan\")", PyLiteral.of(Double.NaN).flat());
  }

  @Test
  void whatPythonCannotWriteIsRefused() {
    List<Object> nested = new ArrayList<>();
    for (int depth = 0; depth < 150; depth++) {
      nested = new ArrayList<>(List.of(nested));
    }
    PyExpr deep = PyLiteral.of(nested);
    assertThrows(IllegalArgumentException.class, () -> deep.after("x = "));
    BigInteger huge = BigInteger.TEN.pow(5000);
    assertThrows(IllegalArgumentException.class, () -> PyLiteral.of(huge));
    Object other = new StringBuilder();
    assertThrows(IllegalArgumentException.class, () -> PyLiteral.of(other));
    for (String name : List.of("a b", "1a", "a\n", "", "é", "os\nimport evil", "a-b")) {
      assertThrows(IllegalArgumentException.class, () -> new PyIdentifier(name), name);
    }
    assertEquals("match_", PyIdentifier.of("match").name());
    assertEquals("silver__days", PyIdentifier.of("silver/days").name());
    assertEquals("shop_orders", PyIdentifier.of("shop-orders").name());
  }

  @Test
  void ruffLeavesEveryLayoutAlone() {
    StringBuilder source = new StringBuilder("import dagster as dg\n\n");
    int number = 0;
    for (String text : NastyStrings.all().subList(0, 600)) {
      String start = "x" + number++ + " = ";
      source.append(start).append(PyLiteral.of(text).after(start).text()).append('\n');
    }
    for (int size = 0; size < 60; size++) {
      TreeMap<String, Object> map = new TreeMap<>();
      List<String> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        map.put("key" + i, List.of("v".repeat(i), i, 0.5 * i));
        items.add("item" + i);
      }
      PyExpr call =
          PyExpr.call(
              "dg.AssetKey",
              List.of(
                  PyExpr.keyword("items", PyLiteral.of(items)),
                  PyExpr.keyword("tuple", PyLiteral.tuple(items)),
                  PyExpr.keyword("map", PyLiteral.of(map)),
                  PyExpr.keyword("names", PyLiteral.of(new TreeSet<>(items)))));
      String start = "y" + size + " = ";
      source.append(start).append(call.after(start).text()).append('\n');
      String short_ = "z" + size + " = ";
      source
          .append(short_)
          .append(PyLiteral.of(List.of("w".repeat(90 + size))).after(short_).text())
          .append('\n');
    }
    List<String> written = source.toString().lines().toList();
    List<String> formatted = RealPython.ruffFormat(source.toString()).lines().toList();
    for (int line = 0; line < Math.min(written.size(), formatted.size()); line++) {
      assertEquals(formatted.get(line), written.get(line), "line " + line);
    }
    assertEquals(formatted.size(), written.size());
  }
}
