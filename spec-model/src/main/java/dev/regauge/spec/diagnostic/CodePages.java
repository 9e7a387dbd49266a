package dev.regauge.spec.diagnostic;

import java.util.Optional;
import java.util.regex.Pattern;

/** The pages about the codes, {@code docs/rules/<CODE>.md}; whoever prints knows where they are. */
public interface CodePages {

  /** Returns a code's page, when it is at hand. */
  Optional<Page> of(Code code);

  /** A page: its heading without the code, its first paragraph, and the whole of it. */
  record Page(String title, String summary, String markdown) {

    /** How a heading begins: what is behind it is the title. */
    private static final Pattern CODE = Pattern.compile("^#+\\s*(?:RG-[A-Z]+-[0-9]{3}:?\\s+)?");

    /**
     * Reads a page that begins with {@code # RG-READ-001: Title}, the colon left out or not, an
     * empty line, a paragraph.
     */
    public static Page parse(String markdown) {
      String[] parts = markdown.strip().split("\n\\s*\n", 3);
      String title = CODE.matcher(parts[0]).replaceFirst("");
      String summary = parts.length > 1 ? parts[1].replace('\n', ' ') : title;
      return new Page(title.strip(), summary.strip(), markdown);
    }
  }
}
