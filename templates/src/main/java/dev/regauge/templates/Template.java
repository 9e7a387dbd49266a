package dev.regauge.templates;

/**
 * A template with the one record that holds its variables; a variable that the record lacks is an
 * error.
 *
 * @param resource its place on the class path of {@code view}, for example {@code
 *     templates/dagster/jobs.py.peb}; {@code .peb} is Pebble, {@code .ftl} is FreeMarker
 */
public record Template<V extends Record>(String resource, Class<V> view) {}
