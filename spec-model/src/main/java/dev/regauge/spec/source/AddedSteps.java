package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.source.SpecAdditions.Slot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the steps that stand for names into a product's tree, before its short forms are expanded.
 * What is put there has the place of the name that the author wrote.
 *
 * <p>Where more is written than a step can be made of, nothing is put in its place: the reader then
 * says of each word what is wrong with it.
 */
final class AddedSteps {

  /** The module of an entrypoint that is no Python module but the name of a step. */
  private static final String MODULE = "plugin:";

  /** The source that is built in, and no plugin's. */
  private static final String BUILT_IN = "rest_api";

  /** What a check that is a function may say of it. */
  private static final Set<String> CHECK_FIELDS = Set.of("entrypoint", "params");

  private final SpecAdditions additions;
  private final Predicate<String> isOwn;
  private final Diagnostics out;

  /** {@code isOwn}: whether a connector of that type is a module of the product. */
  AddedSteps(SpecAdditions additions, Predicate<String> isOwn, Diagnostics out) {
    this.additions = additions;
    this.isOwn = isOwn;
    this.out = out;
  }

  void putInto(Node.Mapping product) {
    if (product.get("assets") instanceof Node.Sequence assets) {
      for (Node item : assets.items()) {
        if (item instanceof Node.Mapping asset) {
          run(asset);
          checks(asset);
        }
      }
    }
    checks(product);
    secrets(product);
  }

  private void run(Node.Mapping asset) {
    if (!(asset.get("run") instanceof Node.Mapping run) || run.size() != 1) {
      return;
    }
    Node connector = run.get("connector");
    Node python = run.get("python");
    if (connector instanceof Node.Mapping map && map.get("type") instanceof Node.Scalar type) {
      Node config = map.get("config");
      if (!type.text().equals(BUILT_IN)
          && !isOwn.test(type.text())
          && hasOnly(map, Set.of("type", "config"))
          && isMapOrNothing(config)) {
        ObjectNode settings =
            config != null && JsonNodes.of(config) instanceof ObjectNode object
                ? object
                : JsonNodes.object();
        ask(Slot.SOURCE, new NodePlaces(type, config), type.text(), settings)
            .ifPresent(step -> replaceRun(asset, step));
      }
    } else if (python != null) {
      Node.Scalar name = entrypoint(python);
      if (name != null && name.text().startsWith(MODULE)) {
        ask(
                Slot.TRANSFORM,
                new NodePlaces(name, null),
                name.text().substring(MODULE.length()),
                JsonNodes.object())
            .ifPresent(step -> replaceRun(asset, step));
      }
    }
  }

  /** The author's own fields stay as they are; a map of theirs is only added to. */
  private static void replaceRun(Node.Mapping asset, JsonNode step) {
    int run = asset.positionOf("run");
    Node origin = asset.value(run);
    for (var field : step.properties()) {
      Node made = JsonNodes.at(origin, field.getValue());
      int there = asset.positionOf(field.getKey());
      if (field.getKey().equals("run")) {
        keepSettings(origin, made);
        keepOthers(origin, made);
        asset.replace(run, made);
      } else if (there < 0) {
        asset.add(Node.Scalar.from(origin, field.getKey()), made);
      } else if (asset.value(there) instanceof Node.Mapping map
          && made instanceof Node.Mapping more) {
        for (int i = 0; i < more.size(); i++) {
          if (map.positionOf(more.key(i).text()) < 0) {
            map.add(more.key(i), more.value(i));
          }
        }
      }
    }
  }

  /** A source that is a connector is given its settings as the author wrote them. */
  private static void keepSettings(Node written, Node made) {
    if (written instanceof Node.Mapping from
        && from.get("connector") instanceof Node.Mapping author
        && author.get("config") instanceof Node config
        && made instanceof Node.Mapping to
        && to.get("connector") instanceof Node.Mapping connector
        && connector.positionOf("config") < 0) {
      connector.add(author.key(author.positionOf("config")), config);
    }
  }

  /** What a function has and a step has not goes to the reader, who says so. */
  private static void keepOthers(Node written, Node made) {
    if (written instanceof Node.Mapping from
        && from.get("python") instanceof Node.Mapping author
        && made instanceof Node.Mapping to) {
      for (int i = 0; i < author.size(); i++) {
        if (!author.key(i).text().equals("entrypoint")) {
          to.add(author.key(i), author.value(i));
        }
      }
    }
  }

  private void checks(Node.Mapping owner) {
    if (!(owner.get("checks") instanceof Node.Sequence checks)) {
      return;
    }
    for (Node item : checks.items()) {
      int at = item instanceof Node.Mapping check ? check.positionOf("python") : -1;
      if (!(item instanceof Node.Mapping check) || at < 0) {
        continue;
      }
      Node python = check.value(at);
      Node.Scalar name = entrypoint(python);
      if (name == null || !name.text().startsWith(MODULE)) {
        continue;
      }
      Node params = python instanceof Node.Mapping map ? map.get("params") : null;
      boolean isWhole = !(python instanceof Node.Mapping map) || hasOnly(map, CHECK_FIELDS);
      if (!isWhole || !isMapOrNothing(params)) {
        continue;
      }
      ObjectNode settings =
          params != null && JsonNodes.of(params) instanceof ObjectNode object
              ? object
              : JsonNodes.object();
      Optional<JsonNode> test =
          ask(
              Slot.CHECK,
              new NodePlaces(name, params),
              name.text().substring(MODULE.length()),
              settings);
      if (test.isPresent()) {
        check.remove(at);
        for (var field : test.get().properties()) {
          if (check.positionOf(field.getKey()) < 0) {
            check.add(Node.Scalar.from(name, field.getKey()), JsonNodes.at(name, field.getValue()));
          }
        }
      }
    }
  }

  /** References stand anywhere; the reader has limited how deep a tree is. */
  private void secrets(Node node) {
    switch (node) {
      case Node.Scalar _, Node.Broken _ -> {}
      case Node.Sequence list -> List.copyOf(list.items()).forEach(this::secrets);
      case Node.Mapping map -> {
        for (int i = 0; i < map.size(); i++) {
          if (map.key(i).text().equals("secretRef") && map.value(i) instanceof Node.Mapping ref) {
            secret(map, i, ref);
          } else {
            secrets(map.value(i));
          }
        }
      }
    }
  }

  private void secret(Node.Mapping owner, int position, Node.Mapping reference) {
    if (reference.get("source") instanceof Node.Scalar source
        && JsonNodes.of(reference) instanceof ObjectNode settings) {
      ask(Slot.SECRET, new NodePlaces(source, reference), source.text(), settings)
          .ifPresent(other -> owner.replace(position, JsonNodes.at(reference, other)));
    }
  }

  private Optional<JsonNode> ask(Slot slot, NodePlaces places, String name, ObjectNode settings) {
    return additions.step(slot, name, settings, places, out).filter(JsonNode::isObject);
  }

  private static boolean hasOnly(Node.Mapping map, Set<String> fields) {
    return IntStream.range(0, map.size()).allMatch(i -> fields.contains(map.key(i).text()));
  }

  private static boolean isMapOrNothing(@Nullable Node node) {
    return node == null
        || node instanceof Node.Mapping
        || (node instanceof Node.Scalar scalar && scalar.isNull());
  }

  private static Node.@Nullable Scalar entrypoint(Node python) {
    Node written = python instanceof Node.Mapping map ? map.get("entrypoint") : python;
    return written instanceof Node.Scalar scalar && !scalar.isNull() ? scalar : null;
  }
}
