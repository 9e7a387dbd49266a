package dev.regauge.spec.diagnostic;

import java.util.Optional;

/** The pages about the codes, {@code docs/rules/<CODE>.md}; whoever prints knows where they are. */
public interface CodePages {

  /** Returns a code's page, when it is at hand. */
  Optional<Page> of(Code code);

  /** A page: its heading without the code, its first paragraph, and the whole of it. */
  record Page(String title, String summary, String markdown) {

    /** Reads a page that begins with {@code # RG-READ-001: Title}, an empty line, a paragraph. */
    public static Page parse(String markdown) {
      String[] parts = markdown.strip().split("\n\\s*\n", 3);
      String heading = parts[0];
      int colon = heading.indexOf(": ");
      String title = colon < 0 ? heading.replace("#", "").strip() : heading.substring(colon + 2);
      String summary = parts.length > 1 ? parts[1].replace('\n', ' ') : title;
      return new Page(title.strip(), summary.strip(), markdown);
    }
  }
}
