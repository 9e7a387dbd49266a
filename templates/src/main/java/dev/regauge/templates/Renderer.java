package dev.regauge.templates;

import dev.regauge.templates.freemarker.FreemarkerRenderer;
import dev.regauge.templates.pebble.PebbleRenderer;

/** Turns a view into text by its template. Pure: the same view gives the same text. */
public interface Renderer {

  /**
   * Returns the text, with {@code \n} line ends.
   *
   * @throws TemplateFault when the template or its view is wrong, which is our bug and never the
   *     user's
   */
  <V extends Record> String render(Template<V> template, V view);

  /**
   * The renderer that takes each template's engine from its suffix. Safe for use by several
   * threads.
   */
  static Renderer standard() {
    PebbleRenderer pebble = new PebbleRenderer();
    FreemarkerRenderer freemarker = new FreemarkerRenderer();
    return new Renderer() {
      @Override
      public <V extends Record> String render(Template<V> template, V view) {
        Renderer engine = template.resource().endsWith(".peb") ? pebble : freemarker;
        return engine.render(template, view);
      }
    };
  }
}
