package dev.regauge.plugins.host;

import dev.regauge.plugins.api.BundleRequest;
import dev.regauge.plugins.api.ExtraFile;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.SemanticProvider.SemanticModel;
import dev.regauge.plugins.api.SpecText;
import dev.regauge.plugins.api.StepAnswer;
import dev.regauge.plugins.api.StepRequest;
import dev.regauge.plugins.host.manifest.ManifestFile;
import dev.regauge.plugins.host.manifest.PluginHome;
import dev.regauge.plugins.host.manifest.PluginManifest;
import dev.regauge.plugins.host.manifest.PluginManifest.CopiedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A plugin without code of its own: its manifest and its files are the answers. */
final class DeclaredAnswerer implements Answerer {
  private final PluginManifest manifest;
  private final PluginHome home;

  DeclaredAnswerer(PluginManifest manifest, PluginHome home) {
    this.manifest = manifest;
    this.home = home;
  }

  @Override
  public JsonNode ask(PluginType type, JsonNode request) throws PluginFailure {
    Object answer =
        switch (type) {
          case ASSET, RESOURCE, COMPUTE, SERVICE, HOOK -> texts();
          case SOURCE, TRANSFORM, QUALITY, SECRETS ->
              step(type, ServiceCalls.MAPPER.treeToValue(request, StepRequest.class));
          case EXTENSION, CHARTS ->
              files(ServiceCalls.MAPPER.treeToValue(request, BundleRequest.class));
          case SEMANTIC -> models();
          case COMMAND, ORCHESTRATOR, CATALOG ->
              throw new PluginFailure("is a " + type.word() + ", which takes code in Java");
        };
    return ServiceCalls.MAPPER.valueToTree(answer);
  }

  @Override
  public void load(PluginType type) throws PluginFailure {
    for (String path : manifest.spec()) {
      text(path);
    }
    for (CopiedFile copy : manifest.bundle()) {
      text(copy.from());
    }
    boolean hasSomething =
        switch (type) {
          case ASSET, RESOURCE, COMPUTE, SERVICE, HOOK -> !manifest.spec().isEmpty();
          case SOURCE, TRANSFORM, QUALITY, SECRETS ->
              manifest.steps().values().stream()
                  .anyMatch(step -> ManifestFile.typeOf(manifest, step).equals(type));
          case EXTENSION, CHARTS -> !manifest.bundle().isEmpty();
          case SEMANTIC -> !manifest.models().isEmpty();
          case COMMAND, ORCHESTRATOR, CATALOG ->
              throw new PluginFailure("is a " + type.word() + ", which takes code in Java");
        };
    if (!hasSomething) {
      throw new PluginFailure("is a " + type.word() + " and declares nothing for it");
    }
  }

  private List<SpecText> texts() throws PluginFailure {
    List<SpecText> texts = new ArrayList<>();
    for (String path : manifest.spec()) {
      texts.add(new SpecText(path, text(path)));
    }
    return texts;
  }

  private List<SemanticModel> models() {
    return manifest.models().stream()
        .map(
            model ->
                new SemanticModel(
                    model.name(), model.description().orElse(""), model.sql(), model.inputs()))
        .toList();
  }

  private StepAnswer step(PluginType type, StepRequest request) throws PluginFailure {
    PluginManifest.StepForm form = manifest.steps().get(request.name());
    if (form == null) {
      throw new PluginFailure("has no step '" + request.name() + "'");
    }
    return DeclaredStep.of(type, form, request);
  }

  private List<ExtraFile> files(BundleRequest request) throws PluginFailure {
    List<ExtraFile> files = new ArrayList<>();
    for (CopiedFile copy : manifest.bundle()) {
      if (copy.adapters().isEmpty() || copy.adapters().contains(request.adapter())) {
        files.add(new ExtraFile(copy.to(), text(copy.from())));
      }
    }
    return files;
  }

  private String text(String path) throws PluginFailure {
    try {
      Optional<byte[]> bytes = home.read(path);
      if (bytes.isEmpty()) {
        throw new PluginFailure("names the file '" + path + "', which it does not have");
      }
      return new String(bytes.get(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new PluginFailure("cannot be read: " + e.getMessage());
    }
  }
}
