package dev.regauge.spec.model.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What may stand in the place of a record and which field it then fills (spec.md 6). */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ShortForm {

  /** The field that gets the short value. */
  String field();

  /** Whether it is how the value is written in normal form too: {@code mapping: last}. */
  boolean isNormal() default false;

  /** What the short value is. */
  Written as() default Written.TEXT;

  /** The written kinds of short values. */
  enum Written {
    /** A text: {@code python: "pkg.mod:fn"}. */
    TEXT,
    /** An integer: {@code retry: 3}. */
    INTEGER,
    /** A list: {@code static: [eu, us]}. */
    LIST,
    /** A text or a list of them, always a list in normal form: {@code unique: id}. */
    TEXT_OR_LIST,
    /** A query, or a path when it ends in {@code .sql}, which then fills {@code file} instead. */
    QUERY_OR_FILE,
    /** A list, or a text that is split at spaces: {@code command: "a b"}. */
    WORDS,
    /** An asset's key, or a table's name, which then fills {@code table} instead. */
    ASSET_OR_TABLE,
    /** An image as container tools write it: {@code repo:tag}, {@code repo@sha256:…}. */
    IMAGE,
    /** A literal, whose type also fills {@code type}: {@code params: {x: 0.2}}. */
    TYPED_LITERAL
  }
}
