package dev.regauge.templates.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Strings that break emitters, and the same many chosen by a fixed seed. */
final class NastyStrings {
  private NastyStrings() {}

  static List<String> all() {
    List<String> corpus =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "'",
                "\"",
                "'\"",
                "''\"",
                "\"\"\"",
                "'''",
                "\"\"\"'''\\",
                "\\",
                "\\\\",
                "a\\",
                "\\'",
                "\\\"",
                "\\n",
                "\\N{BULLET}",
                "\\x41",
                "\\u0041",
                "\n",
                "\r",
                "\r\n",
                "\t",
                "\u000b",
                "\f",
                "\u0000",
                "\u0007",
                "\u001b[2J",
                "\u007f",
                "\u0085",
                "\u00a0",
                "\u00ad",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\ufffe",
                "\uffff",
                "\u202e",
                "\u2066x\u2069",
                "'); __import__('os').system('id') #",
                "\"); __import__(\"os\").system(\"id\") #",
                "\"\"\"\nimport os\n\"\"\"",
                "x\rimport os",
                "x\u0085import os",
                "{__import__('os')}",
                "{{ ds }}",
                "{% raw %}",
                "@{ x }@",
                "@% if x %@",
                "${HOME}",
                "$(id)",
                "`id`",
                "[=x]",
                "[#if x]",
                "%s %d",
                "%(x)s",
                "#{x}",
                "<#if x>",
                "<!-- -->",
                "# syntax=x",
                "é",
                "e\u0301",
                "ſ",
                "ﬁ",
                "１",
                "日本語",
                "\ud83d\ude00",
                "\ud83d\udc69\u200d\ud83d\udc67",
                "\ud800",
                "\udc00",
                "a\ud800b",
                "\udc00\ud800",
                "\udbff\udfff",
                "noqa",
                "type: ignore",
                "fmt: off",
                "-*- coding: latin-1 -*-",
                "x".repeat(300),
                "\"".repeat(130),
                "ends with quote\"",
                "ends with quote'",
                "null",
                "None",
                "True",
                "1e400"));
    SplittableRandom random = new SplittableRandom(20261121);
    String marks = "'\"\\\n\r\t{}#@%$`[]() ";
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(1, 9); length > 0; length--) {
        if (random.nextBoolean()) {
          text.append(marks.charAt(random.nextInt(marks.length())));
        } else {
          text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x300 : 0x110000));
        }
      }
      corpus.add(text.toString());
    }
    return corpus;
  }
}
