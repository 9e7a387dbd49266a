package dev.regauge.templates.pebble;

import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import dev.regauge.templates.TemplateFault;
import dev.regauge.templates.TemplateSource;
import dev.regauge.templates.ViewVariables;
import dev.regauge.templates.literal.PyCode;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.lexer.Syntax;
import io.pebbletemplates.pebble.loader.StringLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Renders Python templates.
 *
 * <p>The delimiters leave Python's lists and shifts and Airflow's {@code {{ ds }}} alone. A line
 * that holds a control tag only starts with <code>&#64;%- </code>, which takes the line break
 * before it away.
 */
public final class PebbleRenderer implements Renderer {
  /** The ways around the escaping strategy. */
  private static final Pattern BANNED =
      Pattern.compile("\\|\\s*raw\\b|@%-?\\s*autoescape\\b|@%-?\\s*(include|import|extends)\\b");

  private final PebbleEngine engine =
      new PebbleEngine.Builder()
          .syntax(
              new Syntax.Builder()
                  .setPrintOpenDelimiter("@{")
                  .setPrintCloseDelimiter("}@")
                  .setExecuteOpenDelimiter("@%")
                  .setExecuteCloseDelimiter("%@")
                  .setCommentOpenDelimiter("@#")
                  .setCommentCloseDelimiter("#@")
                  .setEnableNewLineTrimming(false)
                  .build())
          .loader(new StringLoader())
          .newLineTrimming(false)
          .strictVariables(true)
          .defaultLocale(Locale.ROOT)
          .autoEscaping(true)
          .addEscapingStrategy("finished", PebbleRenderer::refuse)
          .defaultEscapingStrategy("finished")
          .build();

  private final ConcurrentMap<Template<?>, PebbleTemplate> compiled = new ConcurrentHashMap<>();

  @Override
  public <V extends Record> String render(Template<V> template, V view) {
    StringWriter text = new StringWriter();
    try {
      compiled
          .computeIfAbsent(template, this::compile)
          .evaluate(text, ViewVariables.of(template, view));
    } catch (PebbleException | UnfinishedValue | IOException e) {
      throw new TemplateFault(template.resource(), e);
    }
    return text.toString();
  }

  private PebbleTemplate compile(Template<?> template) {
    String source = TemplateSource.read(template);
    if (BANNED.matcher(source).find()) {
      throw new TemplateFault(
          template.resource(), "raw, autoescape, include, import and extends are not used here");
    }
    try {
      return engine.getLiteralTemplate(source);
    } catch (PebbleException e) {
      throw new TemplateFault(template.resource(), e);
    }
  }

  /**
   * Reached by every value that is no {@link PyCode}: Pebble asks no strategy about a safe string.
   */
  private static String refuse(String value) {
    throw new UnfinishedValue(value);
  }

  private static final class UnfinishedValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfinishedValue(String value) {
      super("only " + PyCode.class.getSimpleName() + " may be printed, not: " + value);
    }
  }
}
