package dev.regauge.templates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a template's text from the class path of its view. */
public final class TemplateSource {
  private TemplateSource() {}

  /** Returns the text as UTF-8; a resource with other than {@code \n} line ends is refused. */
  public static String read(Template<?> template) {
    String text = resource(template.view(), template.resource());
    if (text.indexOf('\r') >= 0) {
      throw new TemplateFault(template.resource(), "has carriage returns");
    }
    return text;
  }

  /** Returns the text of a resource that is on the class path of {@code owner}. */
  public static String resource(Class<?> owner, String resource) {
    return new String(bytes(owner, resource), StandardCharsets.UTF_8);
  }

  /** Returns the bytes of a resource that is on the class path of {@code owner}. */
  public static byte[] bytes(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new TemplateFault(resource, "no such resource for " + owner.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new TemplateFault(resource, e);
    }
  }
}
