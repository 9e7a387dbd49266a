package dev.regauge.spec.model.form;

import java.util.function.Predicate;

/** The forms of texts in a spec (spec.md 1.4); each matches whole. */
public enum TextFormat {
  FREE("a text", "", text -> true),
  ONE_LINE(
      "a text on one line without control characters",
      "[^\\x00-\\x1f\\x7f-\\x9f]*",
      Texts::isOneLine),
  REASON(
      "a text on one line that says why",
      "[^\\x00-\\x1f\\x7f-\\x9f]*[^\\x00-\\x20\\x7f-\\xa0][^\\x00-\\x1f\\x7f-\\x9f]*",
      Texts::isReason),
  PRODUCT_NAME(
      "a-z, 0-9 and -, beginning with a letter, at most 63 characters",
      "[a-z][a-z0-9-]{0,62}",
      Names::isProductName),
  NAME(
      "a-z, 0-9 and _, beginning with a letter or _, at most 128 characters",
      "[a-z_][a-z0-9_]{0,127}",
      Names::isName),
  ASSET_KEY(
      "names of a-z, 0-9 and _ joined by /, each of at most 128 characters, such as silver/orders",
      "[a-z_][a-z0-9_]{0,127}(/[a-z_][a-z0-9_]{0,127})*",
      text -> Names.areJoined(text, '/', 1)),
  TABLE_NAME(
      "a namespace and a table joined by a dot, such as silver.orders",
      "[a-z_][a-z0-9_]{0,127}(\\.[a-z_][a-z0-9_]{0,127})+",
      text -> Names.areJoined(text, '.', 2)),
  VARIABLE("A-Z, 0-9 and _, beginning with a letter or _", "[A-Z_][A-Z0-9_]*", Names::isVariable),
  SECRET_NAME(
      "a-z, 0-9 and -, beginning and ending with a letter or digit",
      "[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?",
      Names::isSecretName),
  SECRET_KEY("letters, digits, -, _ and dots", "[-._a-zA-Z0-9]{1,253}", Names::isSecretKey),
  SECRET(
      "the name of a secret, / and one of its keys, such as shop-api/token",
      "[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?/[-._a-zA-Z0-9]{1,253}",
      Names::isSecret),
  VERSION(
      "three numbers joined by dots, such as 1.0.0", "[0-9]+\\.[0-9]+\\.[0-9]+", Texts::isVersion),
  DURATION(
      "an ISO-8601 duration of days, hours, minutes and seconds, such as PT30M or P1DT12H",
      "P(?=[0-9T])([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?)?",
      Times::isDuration),
  DATE("a day of the calendar, such as 2025-01-31", "[0-9]{4}-[0-9]{2}-[0-9]{2}", Times::isDate),
  DATE_TIME(
      "a day and a time, such as 2025-01-31-00:00",
      "[0-9]{4}-[0-9]{2}-[0-9]{2}-([01][0-9]|2[0-3]):[0-5][0-9]",
      Times::isDateTime),
  KEY_PATTERN(
      "%Y, %m, %d, %H and %M with -, :, _ or T between them, such as %Y-%m-%d",
      "(%[YmdHM]|[-:_T])+", Times::isKeyPattern),
  QUANTITY(
      "an amount as Kubernetes writes it, such as 500m, 2 or 1Gi",
      "[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?",
      Texts::isQuantity),
  DIGEST("sha256: and 64 digits of 0-9 and a-f", "sha256:[0-9a-f]{64}", Texts::isDigest),
  IMAGE_TAG(
      "letters, digits, -, _ and dots, such as 1.0.0, at most 128",
      "[A-Za-z0-9_][-._A-Za-z0-9]{0,127}",
      Names::isImageTag),
  LABEL(
      "a-z, 0-9 and -, beginning and ending with a letter or digit, at most 63 characters",
      "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
      text -> text.length() <= 63 && Names.isSecretName(text)),
  NODE_LABEL(
      "the key of a Kubernetes label, such as disk or cloud.example.com/pool",
      "([a-z0-9]([-.a-z0-9]*[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?",
      Names::isNodeLabel),
  NODE_LABEL_VALUE(
      "letters, digits, -, _ and dots, beginning and ending with a letter or digit, at most 63",
      "([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?",
      Names::isNodeLabelValue),
  ABSOLUTE_PATH(
      "a path that begins with /, without ..", "/[^\\x00-\\x1f\\x7f]*", Texts::isAbsolutePath),
  TOPIC_NAME(
      "parts joined by dots, such as sales.orders.v1; a-z, 0-9, - and _",
      "[a-z][a-z0-9-]*(\\.[a-z0-9_-]+)+",
      Names::isTopicName),
  PATH_PATTERN(
      "a path below the product's folder, * for a name's part and ** for folders",
      "[^/\\\\\\x00-\\x1f\\x7f][^\\\\\\x00-\\x1f\\x7f]*",
      Texts::isPath),
  ENTRYPOINT(
      "a module and a function, such as pkg.mod:fn",
      "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*:[A-Za-z_][A-Za-z0-9_]*",
      Texts::isEntrypoint),
  FUNCTION(
      "a module and a function, such as pkg.mod:fn or pkg.mod.fn",
      "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*[:.][A-Za-z_][A-Za-z0-9_]*",
      Texts::isFunction),
  FUNCTION_OR_ASSET(
      "a function such as pkg.mod:fn, or the key of an asset",
      "[A-Za-z_][A-Za-z0-9_./]*(:[A-Za-z_][A-Za-z0-9_]*)?",
      text -> Texts.isEntrypoint(text) || Names.areJoined(text, '/', 1)),
  CAPABILITY(
      "the type of a capability, or its type and provider, such as query_engine:trino",
      "[a-z_][a-z0-9_]{0,127}(:[a-z_][a-z0-9_]{0,127})?",
      text -> Names.areJoined(text, ':', 1) && text.indexOf(':') == text.lastIndexOf(':')),
  PARTITION_VALUE(
      "a text on one line without |, ... and control characters, at most 128 characters",
      "[^|\\x00-\\x1f\\x7f-\\x9f]{1,128}",
      Texts::isPartitionValue),
  PATH(
      "a path below the product's folder, with / between folders",
      "[^/\\\\\\x00-\\x1f\\x7f][^\\\\\\x00-\\x1f\\x7f]*",
      Texts::isPath),
  COLUMN_TYPE(
      "boolean, int, long, float, double, decimal(p,s), date, time, timestamp, timestamptz, string,"
          + " uuid, fixed(n), binary, list<…>, map<…, …> or struct<name: …>",
      " *(boolean|int|long|float|double|date|time|timestamp|timestamptz|string|uuid|binary"
          + "|(decimal|fixed) *\\(.*\\)|(list|map|struct) *<.*>)",
      ColumnTypes::isType),
  TRANSFORM(
      "identity, year, month, day, hour, bucket[n], truncate[w] or void",
      "identity|year|month|day|hour|void|(bucket|truncate)\\[[1-9][0-9]{0,8}\\]",
      ColumnTypes::isTransform);

  private final String expectation;
  private final String pattern;
  private final Predicate<String> test;

  TextFormat(String expectation, String pattern, Predicate<String> test) {
    this.expectation = expectation;
    this.pattern = pattern;
    this.test = test;
  }

  /** Whether the whole text has this form. */
  public boolean matches(String text) {
    return test.test(text);
  }

  /** Returns what is accepted, in the reader's words, for example {@code a-z, 0-9 and -, ...}. */
  public String expectation() {
    return expectation;
  }

  /**
   * Returns the form as a regular expression without anchors for the JSON Schema; it may accept
   * more, never less; empty = any text.
   */
  public String pattern() {
    return pattern;
  }
}
