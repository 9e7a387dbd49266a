package dev.regauge.templates.freemarker;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.Writer;

/** An output format whose escaping refuses: what is printed must be finished before. */
final class FinishedTextFormat extends CommonMarkupOutputFormat<FinishedTextFormat.Finished> {
  static final FinishedTextFormat INSTANCE = new FinishedTextFormat();

  private FinishedTextFormat() {}

  @Override
  public String getName() {
    return "finished";
  }

  @Override
  public String getMimeType() {
    return "text/plain";
  }

  @Override
  public void output(String text, Writer out) {
    throw new UnfinishedValue(text);
  }

  @Override
  public String escapePlainText(String text) {
    throw new UnfinishedValue(text);
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String builtIn) {
    return false;
  }

  @Override
  protected Finished newTemplateMarkupOutputModel(String text, String markup) {
    return new Finished(text, markup);
  }

  /** Finished text as FreeMarker's own kind of value. */
  static final class Finished extends CommonTemplateMarkupOutputModel<Finished> {
    Finished(String text, String markup) {
      super(text, markup);
    }

    @Override
    public FinishedTextFormat getOutputFormat() {
      return INSTANCE;
    }
  }
}
