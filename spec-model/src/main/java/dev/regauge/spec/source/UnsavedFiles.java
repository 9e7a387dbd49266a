package dev.regauge.spec.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts that lie over the files of the disk: what an editor shows and has not saved yet.
 *
 * <p>A text stands for its file whether that is there already or not. It never changes; who types
 * makes a new one.
 */
public final class UnsavedFiles {

  /** The disk as it is. */
  public static final UnsavedFiles NONE = new UnsavedFiles(new TreeMap<>());

  private final SortedMap<Path, String> texts;

  private UnsavedFiles(SortedMap<Path, String> texts) {
    this.texts = texts;
  }

  /** Takes texts by their paths. */
  public static UnsavedFiles of(Map<Path, String> texts) {
    SortedMap<Path, String> absolute = new TreeMap<>();
    texts.forEach((path, text) -> absolute.put(place(path), text));
    return new UnsavedFiles(Collections.unmodifiableSortedMap(absolute));
  }

  /** Whether a text stands for that file. */
  boolean has(Path file) {
    return !texts.isEmpty() && texts.containsKey(place(file));
  }

  /** Returns the bytes that the file would have, if a text stands for it. */
  Optional<byte[]> bytes(Path file) {
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(texts.get(place(file)))
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the files that texts stand for. */
  Iterable<Path> files() {
    return texts.keySet();
  }

  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
