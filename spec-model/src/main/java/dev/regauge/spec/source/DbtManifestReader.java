package dev.regauge.spec.source;

import dev.regauge.spec.model.DbtManifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what dbt wrote about a project, and whether the project's files are still the same. */
final class DbtManifestReader {

  /** The schemas that hold all that is read here alike: dbt 1.6 to 1.11. */
  private static final int OLDEST = 10;

  private static final int NEWEST = 12;

  /** Manifests of large projects have tens of megabytes: each macro is in them. */
  private static final long LARGEST = 256L << 20;

  private static final Pattern SCHEMA = Pattern.compile(".*/manifest/v(\\d+)\\.json");
  private static final Set<String> MADE = Set.of("model", "seed", "snapshot");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RootFolder root;

  DbtManifestReader(RootFolder root) {
    this.root = root;
  }

  /** Returns the manifest of a project; one that cannot be used says why. */
  DbtManifest read(String project) {
    if (root.stateOf(project) != RootFolder.State.FOLDER) {
      return DbtManifest.unusable("there is no folder '" + project + "'");
    }
    if (root.stateOf(project + "/dbt_project.yml") != RootFolder.State.FILE) {
      return DbtManifest.unusable("'" + project + "' has no dbt_project.yml");
    }
    String path = DbtManifest.pathIn(project);
    if (root.stateOf(path) != RootFolder.State.FILE) {
      return DbtManifest.unusable("there is no file '" + path + "'");
    }
    return switch (root.read(path, LARGEST)) {
      case RootFolder.Content.Bytes(byte[] bytes) -> parse(project, bytes);
      case RootFolder.Content.TooLarge _ -> DbtManifest.unusable("'" + path + "' is too large");
      case RootFolder.Content.Unreadable(String reason) -> DbtManifest.unusable(reason);
    };
  }

  private DbtManifest parse(String project, byte[] bytes) {
    JsonNode tree;
    try {
      tree = JSON.readTree(bytes);
    } catch (JacksonException e) {
      return DbtManifest.unusable("it is no JSON");
    }
    Matcher schema = SCHEMA.matcher(tree.path("metadata").path("dbt_schema_version").asString(""));
    if (!schema.matches() || schema.group(1).length() > 3) {
      return DbtManifest.unusable("it is no manifest of dbt");
    }
    int version = Integer.parseInt(schema.group(1));
    if (version < OLDEST || version > NEWEST) {
      return DbtManifest.unusable(
          "its schema is v" + version + ", and v" + OLDEST + " to v" + NEWEST + " are read");
    }
    SortedMap<String, DbtManifest.Node> nodes = new TreeMap<>();
    tree.path("nodes")
        .properties()
        .forEach(
            entry -> {
              String kind = entry.getValue().path("resource_type").asString("");
              if (MADE.contains(kind) || kind.equals("test")) {
                nodes.put(entry.getKey(), node(entry.getKey(), kind, entry.getValue()));
              }
            });
    SortedMap<String, DbtManifest.Source> sources = new TreeMap<>();
    tree.path("sources")
        .properties()
        .forEach(entry -> sources.put(entry.getKey(), source(entry.getKey(), entry.getValue())));
    TreeSet<String> disabled = new TreeSet<>();
    tree.path("disabled")
        .properties()
        .forEach(
            entry ->
                entry
                    .getValue()
                    .values()
                    .forEach(
                        node -> {
                          if (MADE.contains(node.path("resource_type").asString(""))) {
                            disabled.add(node.path("name").asString(""));
                          }
                        }));
    String own = tree.path("metadata").path("project_name").asString("");
    return new DbtManifest(
        "",
        tree.path("metadata").path("dbt_version").asString(""),
        nodes,
        sources,
        List.copyOf(disabled),
        stale(project, own, nodes));
  }

  private static DbtManifest.Node node(String id, String kind, JsonNode node) {
    JsonNode config = node.path("config");
    JsonNode sum = node.path("checksum");
    List<String> parents = new ArrayList<>();
    node.path("depends_on").path("nodes").values().forEach(one -> parents.add(one.asString("")));
    return new DbtManifest.Node(
        id,
        kind,
        node.path("name").asString(""),
        node.path("package_name").asString(""),
        node.path("original_file_path").asString(""),
        sum.path("name").asString("").equals("sha256") ? sum.path("checksum").asString("") : "",
        config.path("materialized").asString(""),
        node.path("description").asString("").strip(),
        parents,
        node.path("attached_node").asString(""),
        config.path("severity").asString("error").toLowerCase(Locale.ROOT),
        node.path("test_metadata").path("name").asString(""));
  }

  private static DbtManifest.Source source(String id, JsonNode source) {
    JsonNode meta = source.path("meta");
    JsonNode more = source.path("config").path("meta");
    boolean isFile =
        meta.has("external_location")
            || meta.has("plugin")
            || more.has("external_location")
            || more.has("plugin")
            || source.path("external").has("location");
    return new DbtManifest.Source(
        id,
        source.path("schema").asString("") + "." + source.path("identifier").asString(""),
        source.path("source_name").asString("") + "." + source.path("name").asString(""),
        isFile);
  }

  /**
   * Returns the project's own files that are not as dbt read them. By what they hold, for a clone
   * gives all files one time.
   */
  private List<String> stale(
      String project, String own, SortedMap<String, DbtManifest.Node> nodes) {
    TreeSet<String> files = new TreeSet<>();
    for (DbtManifest.Node node : nodes.values()) {
      if (node.pkg().equals(own) && !node.checksum().isEmpty()) {
        String path = project + "/" + node.file();
        if (!(root.read(path, TreeReader.LONGEST_TEXT)
                instanceof RootFolder.Content.Bytes(byte[] bytes))
            || !sha256(bytes).equals(node.checksum())) {
          files.add(path);
        }
      }
    }
    return List.copyOf(files);
  }

  private static String sha256(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
