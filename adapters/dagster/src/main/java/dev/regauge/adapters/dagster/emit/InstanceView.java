package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.JsonText;
import dev.regauge.templates.literal.PlainName;
import dev.regauge.templates.literal.ShellWord;
import java.util.List;
import java.util.Locale;

/** View of the settings: image, project, instance, workspace and pools. */
public record InstanceView(
    PlainName product,
    PlainName distribution,
    PlainName version,
    PlainName packageName,
    PlainName location,
    JsonText definitionsModule,
    JsonText locationText,
    PlainName pythonVersion,
    PlainName dagsterFrom,
    PlainName dagsterBelow,
    ShellWord home,
    PlainName homeVariable,
    boolean isServed,
    PlainName hostVariable,
    PlainName portVariable,
    boolean hasEnvironments,
    boolean hasModels,
    boolean hasLimits,
    List<PlainName> limits,
    List<PoolView> pools) {

  static final Template<InstanceView> DOCKERFILE = template("Dockerfile");
  static final Template<InstanceView> DAGSTER_YAML = template("dagster.yaml");
  static final Template<InstanceView> WORKSPACE_YAML = template("workspace.yaml");
  static final Template<InstanceView> PYPROJECT = template("pyproject.toml");
  static final Template<InstanceView> POOLS = template("pools.json");

  /** One pool. */
  public record PoolView(JsonText name, JsonText engineName, PlainName slots, PlainName shared) {}

  static InstanceView of(CodeLocation location) {
    return new InstanceView(
        PlainName.of(location.product()),
        PlainName.of(location.packageName().replace('_', '-')),
        PlainName.of(location.version()),
        PlainName.of(location.packageName()),
        PlainName.of(location.name()),
        JsonText.of(location.packageName() + ".definitions"),
        JsonText.of(location.name()),
        PlainName.of(location.pythonVersion()),
        PlainName.of(location.versions().from()),
        PlainName.of(location.versions().below()),
        home(location),
        PlainName.of("REGAUGE_HOME_" + location.name().toUpperCase(Locale.ROOT)),
        location.isServed(),
        PlainName.of("REGAUGE_CODE_HOST_" + location.name().toUpperCase(Locale.ROOT)),
        PlainName.of("REGAUGE_CODE_PORT_" + location.name().toUpperCase(Locale.ROOT)),
        !location.environments().isEmpty(),
        location.hasModels(),
        !location.runLimits().isEmpty(),
        location.runLimits().stream().map(PlainName::of).toList(),
        location.pools().stream().map(InstanceView::pool).toList());
  }

  static ShellWord home(CodeLocation location) {
    return ShellWord.of("/opt/regauge/" + location.name());
  }

  private static PoolView pool(CodeLocation.Pool pool) {
    return new PoolView(
        JsonText.of(pool.name()),
        JsonText.of(pool.engineName()),
        PlainName.of(pool.slots()),
        PlainName.of(pool.isShared()));
  }

  private static Template<InstanceView> template(String name) {
    return new Template<>("templates/dagster/" + name + ".ftl", InstanceView.class);
  }
}
