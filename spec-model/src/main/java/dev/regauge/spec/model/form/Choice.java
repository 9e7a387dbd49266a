package dev.regauge.spec.model.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The texts that a field may have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Choice {

  /** What is accepted. */
  String[] value();

  /**
   * What the spec has but this version does not build; refused as such. A map with one of these as
   * its key is refused alike: {@code mapping: {window: ...}}.
   */
  String[] later() default {};
}
