package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.NotALock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.io.ContentReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The text of a lock; what is wrong with it is told at its line and column. */
final class LockText {

  private static final Pattern MERGE_MARK = Pattern.compile("(?m)^(<<<<<<<|=======|>>>>>>>)");
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final String text;
  private final JsonNode tree;

  private LockText(String text, JsonNode tree) {
    this.text = text;
    this.tree = tree;
  }

  /**
   * Returns the text as a tree.
   *
   * @throws NotALock when it is no JSON
   */
  static LockText of(String text) {
    Matcher mark = MERGE_MARK.matcher(text);
    if (mark.find()) {
      int line = (int) text.substring(0, mark.start()).lines().count() + 1;
      throw new NotALock("it holds the marks of a merge", line, 1);
    }
    if (text.isBlank()) {
      throw new NotALock("it is empty");
    }
    try {
      return new LockText(text, MAPPER.readTree(text));
    } catch (UnexpectedEndOfInputException e) {
      throw at("it ends in the middle", e.getLocation());
    } catch (StreamConstraintsException e) {
      throw at("it is nested deeper, or holds longer words, than any lock", e.getLocation());
    } catch (JacksonException e) {
      throw at("it is no JSON from here on", e.getLocation());
    }
  }

  /** Asks for the layout of that version. */
  void version(int wanted) {
    JsonNode version = member(tree, "", "version");
    if (!version.isInt()) {
      throw wrong("/version", "'version' is no number");
    }
    if (version.intValue() != wanted) {
      throw wrong(
          "/version",
          "it has version "
              + version.intValue()
              + ", and this Regauge knows version "
              + wanted
              + " alone");
    }
  }

  /** Asks for the lock of that product: the ids of another one's tables are no use to it. */
  void product(String wanted) {
    JsonNode product = member(tree, "", "product");
    if (!product.isString()) {
      throw wrong("/product", "'product' is no text");
    }
    String other = product.stringValue();
    if (!other.equals(wanted)) {
      TokenStreamLocation place = placeOf("/product");
      throw new NotALock(
          "it is that of product '" + other + "', and this is '" + wanted + "'",
          place.getLineNr(),
          place.getColumnNr(),
          "the lock of product '" + other + "'",
          "restore the lock of '"
              + wanted
              + "' from version control; where '"
              + other
              + "' is the old name of this product, write the new one here, which keeps all ids");
    }
  }

  /** Returns the names of the tables. */
  List<String> tables() {
    JsonNode tables = member(tree, "", "tables");
    if (!tables.isObject()) {
      throw wrong("/tables", "'tables' is no map of tables");
    }
    return List.copyOf(tables.propertyNames());
  }

  /** Returns the catalog of a table. */
  String catalog(String table) {
    JsonNode catalog = member(tableOf(table), place(table), "catalog");
    if (!catalog.isString()) {
      throw wrong(place(table) + "/catalog", "'catalog' of table '" + table + "' is no text");
    }
    return catalog.stringValue();
  }

  /** Returns Iceberg's metadata of a table. */
  ObjectNode metadata(String table) {
    if (member(tableOf(table), place(table), "metadata") instanceof ObjectNode metadata) {
      return metadata;
    }
    throw wrong(place(table) + "/metadata", "'metadata' of table '" + table + "' is no map");
  }

  /** Returns what to throw when Iceberg does not take the metadata of a table. */
  NotALock wrongMetadata(String table, String why) {
    String line = why.lines().findFirst().orElse(why);
    return wrong(
        place(table) + "/metadata", "Iceberg cannot read the table '" + table + "': " + line);
  }

  /** Returns what to throw when a table's last id is below one that is given. */
  NotALock givenAgain(String table, String member, int last, int used) {
    return wrong(
        place(table) + "/metadata/" + member,
        "'"
            + member
            + "' of table '"
            + table
            + "' is "
            + last
            + ", and the id "
            + used
            + " is in use, so the next ones would be given twice");
  }

  private JsonNode tableOf(String name) {
    return tree.get("tables").get(name);
  }

  private JsonNode member(JsonNode owner, String place, String name) {
    JsonNode found = owner.get(name);
    if (found == null) {
      throw wrong(place, owner.isObject() ? "'" + name + "' is missing" : "a map is missing here");
    }
    return found;
  }

  private static String place(String table) {
    return "/tables/" + table.replace("~", "~0").replace("/", "~1");
  }

  private NotALock wrong(String place, String why) {
    return at(why, placeOf(place));
  }

  /** Returns where a value begins; the text's begin when it holds none there. */
  private TokenStreamLocation placeOf(String place) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        // The end of a map has the map's own place, too; its begin comes first.
        if (parser.streamReadContext().pathAsPointer().toString().equals(place)
            && parser.currentToken() != JsonToken.PROPERTY_NAME) {
          return parser.currentTokenLocation();
        }
        if (place.isEmpty()) {
          return parser.currentTokenLocation();
        }
      }
    }
    return new TokenStreamLocation(ContentReference.unknown(), 0, 1, 1);
  }

  /** Returns what to throw; Jackson knows no place of what breaks its own limits. */
  private static NotALock at(String why, @Nullable TokenStreamLocation place) {
    return place == null
        ? new NotALock(why)
        : new NotALock(why, Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
  }
}
