package dev.regauge.spec.source;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * What stands before the place where the parser stumbled. Its exception tells one context, which
 * for brackets is often the place itself, and not the bracket that is open.
 */
final class ReadTokens {

  private final Deque<Mark> open = new ArrayDeque<>();
  private @Nullable ScalarToken quoted;
  private @Nullable Token last;

  private ReadTokens() {}

  /** Returns the tokens that begin before the place. */
  static ReadTokens before(Mark place, SourceFile file, LoadSettings settings) {
    ReadTokens read = new ReadTokens();
    ScannerImpl scanner =
        new ScannerImpl(settings, new StreamReader(settings, new StringReader(file.text())));
    try {
      while (scanner.hasNext()) {
        Token token = scanner.next();
        if (token.getStartMark().orElseThrow().getIndex() >= place.getIndex()) {
          break;
        }
        read.take(token);
      }
    } catch (YamlEngineException e) {
      // The scanner stumbles where the parser did; what it read before is what is asked for.
    }
    return read;
  }

  private void take(Token token) {
    switch (token.getTokenId()) {
      case FlowMappingStart, FlowSequenceStart -> open.push(token.getStartMark().orElseThrow());
      case FlowMappingEnd, FlowSequenceEnd -> open.poll();
      case Scalar -> {
        ScalarToken text = (ScalarToken) token;
        quoted =
            switch (text.getStyle()) {
              case SINGLE_QUOTED, DOUBLE_QUOTED -> text;
              case PLAIN, LITERAL, FOLDED, JSON_SCALAR_STYLE -> quoted;
            };
      }
      case Alias,
          Anchor,
          BlockEnd,
          BlockEntry,
          BlockMappingStart,
          BlockSequenceStart,
          Comment,
          Directive,
          DocumentEnd,
          DocumentStart,
          FlowEntry,
          Key,
          StreamEnd,
          StreamStart,
          Tag,
          Value -> {}
    }
    last = token;
  }

  /** Returns where the innermost bracket stands that is not closed. */
  Optional<Mark> open() {
    return Optional.ofNullable(open.peek());
  }

  /** Returns the last text in quotes. */
  Optional<ScalarToken> quoted() {
    return Optional.ofNullable(quoted);
  }

  Optional<Token> last() {
    return Optional.ofNullable(last);
  }
}
