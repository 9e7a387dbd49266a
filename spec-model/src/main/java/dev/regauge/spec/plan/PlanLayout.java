package dev.regauge.spec.plan;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;

/**
 * The layout of {@code plan.json}: two-space indent and {@code \n} down to the members' members of
 * an asset, a table or a job, and whatever lies deeper on one line.
 *
 * <p>So a reviewer sees a column, a check or an input as one line, and a large plan is half as
 * large as with a line for everything. Holds the place in one text, so each text has its own.
 */
final class PlanLayout implements PrettyPrinter {

  /** The root's members, its assets, an asset's members, a check: each has a line of its own. */
  private static final int DEEPEST_LINE = 4;

  private int depth;

  @Override
  public void writeRootValueSeparator(JsonGenerator out) {
    out.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator out) {
    out.writeRaw('{');
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) {
    line(out);
  }

  @Override
  public void writeObjectNameValueSeparator(JsonGenerator out) {
    out.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) {
    next(out);
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) {
    end(out, entries, '}');
  }

  @Override
  public void writeStartArray(JsonGenerator out) {
    out.writeRaw('[');
    depth++;
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) {
    line(out);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) {
    next(out);
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) {
    end(out, values, ']');
  }

  private void next(JsonGenerator out) {
    if (depth > DEEPEST_LINE) {
      out.writeRaw(", ");
    } else {
      out.writeRaw(',');
      line(out);
    }
  }

  private void end(JsonGenerator out, int size, char bracket) {
    boolean isLine = size > 0 && depth <= DEEPEST_LINE;
    depth--;
    if (isLine) {
      line(out);
    }
    out.writeRaw(bracket);
  }

  private void line(JsonGenerator out) {
    if (depth <= DEEPEST_LINE) {
      out.writeRaw('\n');
      for (int i = 0; i < depth; i++) {
        out.writeRaw("  ");
      }
    }
  }
}
