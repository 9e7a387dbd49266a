package dev.regauge.adapters.argo.emit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.regauge.adapters.argo.model.Document;
import java.util.List;

/**
 * Prints documents as YAML: every string in quotes, so that no reader takes {@code n}, {@code 012}
 * or {@code 1.10} for something else; maps by key; nothing folded.
 */
public final class ManifestPrinter {
  private static final ObjectWriter WRITER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .build())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writer();

  private static final ObjectWriter STORED = new JsonMapper().writer();

  private ManifestPrinter() {}

  /** Returns the documents as one file, after a comment that says what made it. */
  public static String print(String comment, List<Document> documents) {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    for (int i = 0; i < documents.size(); i++) {
      text.append(i == 0 ? "" : "---\n").append(yaml(documents.get(i)));
    }
    return text.toString();
  }

  /** Returns how many bytes a cluster keeps of a document: as JSON, whatever file it came in. */
  public static int stored(Document document) {
    try {
      return STORED.writeValueAsBytes(document).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document of ours has no JSON: " + document, e);
    }
  }

  private static String yaml(Document document) {
    try {
      return WRITER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document of ours has no YAML: " + document, e);
    }
  }
}
