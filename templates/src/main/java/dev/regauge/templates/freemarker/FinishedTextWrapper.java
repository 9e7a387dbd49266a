package dev.regauge.templates.freemarker;

import dev.regauge.templates.literal.FinishedText;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import org.jspecify.annotations.Nullable;

/** Hands finished text to FreeMarker as markup, which its auto-escaping lets pass. */
final class FinishedTextWrapper extends DefaultObjectWrapper {
  FinishedTextWrapper() {
    super(Configuration.VERSION_2_3_34);
  }

  @Override
  public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    if (value instanceof FinishedText finished) {
      return FinishedTextFormat.INSTANCE.fromMarkup(finished.text());
    }
    return super.wrap(value);
  }
}
