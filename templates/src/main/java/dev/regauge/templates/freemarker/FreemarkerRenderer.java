package dev.regauge.templates.freemarker;

import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import dev.regauge.templates.TemplateFault;
import dev.regauge.templates.TemplateSource;
import dev.regauge.templates.ViewVariables;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Renders Dockerfile, TOML, shell and prose with square-bracket tags, so that <code>${HOME}</code>,
 * <code>{{ x }}</code> and {@code CMD ["sh"]} stand as they are.
 */
public final class FreemarkerRenderer implements Renderer {
  /** The ways around auto-escaping. */
  private static final Pattern BANNED =
      Pattern.compile(
          "\\?\\s*no_?esc|#\\s*no_?autoesc|#\\s*output_?format|#\\s*(include|import)\\b",
          Pattern.CASE_INSENSITIVE);

  private final Configuration configuration = configuration();
  private final ConcurrentMap<Template<?>, freemarker.template.Template> compiled =
      new ConcurrentHashMap<>();

  @Override
  public <V extends Record> String render(Template<V> template, V view) {
    StringWriter text = new StringWriter();
    try {
      compiled
          .computeIfAbsent(template, this::compile)
          .process(ViewVariables.of(template, view), text);
    } catch (TemplateException | IOException | UnfinishedValue e) {
      throw new TemplateFault(template.resource(), e);
    }
    return text.toString();
  }

  private freemarker.template.Template compile(Template<?> template) {
    String source = TemplateSource.read(template);
    if (BANNED.matcher(source).find()) {
      throw new TemplateFault(
          template.resource(),
          "no_esc, noautoesc, outputformat, include and import are not used here");
    }
    try {
      return new freemarker.template.Template(template.resource(), source, configuration);
    } catch (IOException e) {
      throw new TemplateFault(template.resource(), e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
    configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(false);
    configuration.setNumberFormat("c");
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setDefaultEncoding("UTF-8");
    configuration.setObjectWrapper(new FinishedTextWrapper());
    configuration.setOutputFormat(FinishedTextFormat.INSTANCE);
    configuration.setRecognizeStandardFileExtensions(false);
    return configuration;
  }
}
