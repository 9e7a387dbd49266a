package dev.regauge.engine;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one layout of the JSON files that we write: two spaces, {@code \n}, a line end at the end.
 */
public final class PrettyJson {

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withArrayEmptySeparator("")
                          .withObjectEmptySeparator(""))
                  .withArrayIndenter(INDENT)
                  .withObjectIndenter(INDENT))
          .build();

  private PrettyJson() {}

  /** Returns the tree as text, members in the tree's order. */
  public static String text(JsonNode tree) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
  }

  /** Returns the tree of a text; a wrong text throws Jackson's unchecked exception. */
  public static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }
}
