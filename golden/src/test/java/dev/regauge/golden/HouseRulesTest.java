package dev.regauge.golden;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;

/** The house's rules about classes: docs/adr/0002 and what keeps the output reproducible. */
@AnalyzeClasses(packages = "dev.regauge", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule STAGES_KNOW_ONLY_THOSE_BEFORE_THEM =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.regauge..")
          .layer("model")
          .definedBy("dev.regauge.spec.model..", "dev.regauge.spec.diagnostic..")
          .layer("partition")
          .definedBy("dev.regauge.spec.partition..")
          .layer("schema")
          .definedBy("dev.regauge.spec.schema..")
          .layer("source")
          .definedBy("dev.regauge.spec.source..")
          .layer("resolve")
          .definedBy("dev.regauge.spec.resolve..")
          .layer("graph")
          .definedBy("dev.regauge.spec.graph..")
          .layer("rule")
          .definedBy("dev.regauge.spec.rule..")
          .layer("plan")
          .definedBy("dev.regauge.spec.plan..")
          .layer("feature")
          .definedBy("dev.regauge.spec.feature..")
          .layer("templates")
          .definedBy("dev.regauge.templates..")
          .layer("spi")
          .definedBy("dev.regauge.adapters.spi..")
          .layer("dagster")
          .definedBy("dev.regauge.adapters.dagster..")
          .layer("airflow")
          .definedBy("dev.regauge.adapters.airflow..")
          .layer("argo")
          .definedBy("dev.regauge.adapters.argo..")
          .layer("plugin api")
          .definedBy("dev.regauge.plugins.api..")
          .layer("plugin host")
          .definedBy("dev.regauge.plugins.host..")
          .layer("scaffold")
          .definedBy("dev.regauge.plugins.scaffold..")
          .layer("engine")
          .definedBy("dev.regauge.engine..")
          .layer("services")
          .definedBy("dev.regauge.services..")
          .layer("catalog")
          .definedBy("dev.regauge.catalog..")
          .layer("lineage")
          .definedBy("dev.regauge.lineage..")
          .layer("imports")
          .definedBy("dev.regauge.spec.imports..")
          .layer("outside")
          .definedBy(
              "dev.regauge.cli..",
              "dev.regauge.lsp..",
              "dev.regauge.testkit..",
              "dev.regauge.bench..")
          .whereLayer("partition")
          .mayNotAccessAnyLayer()
          .whereLayer("outside")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("plugin api")
          .mayOnlyBeAccessedByLayers("plugin host", "scaffold", "engine", "catalog", "outside")
          .whereLayer("plugin host")
          .mayOnlyBeAccessedByLayers("engine", "outside")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("outside")
          .whereLayer("services")
          .mayOnlyBeAccessedByLayers("outside")
          .whereLayer("catalog")
          .mayOnlyBeAccessedByLayers("outside")
          .whereLayer("lineage")
          .mayOnlyBeAccessedByLayers("outside")
          .whereLayer("dagster")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("airflow")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("argo")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers(
              "dagster",
              "airflow",
              "argo",
              "plugin api",
              "plugin host",
              "scaffold",
              "engine",
              "services",
              "outside")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("imports", "resolve", "plugin host", "engine", "outside")
          .whereLayer("imports")
          .mayOnlyBeAccessedByLayers("outside")
          .whereLayer("resolve")
          .mayOnlyBeAccessedByLayers("engine", "outside")
          .whereLayer("rule")
          .mayOnlyBeAccessedByLayers("engine", "outside")
          .whereLayer("templates")
          .mayOnlyBeAccessedByLayers(
              "dagster", "airflow", "argo", "scaffold", "engine", "services", "outside");

  @ArchTest
  static final ArchRule TEMPLATES_KNOW_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("dev.regauge.templates..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.regauge..")
                  .and(not(resideInAnyPackage("dev.regauge.templates.."))));

  @ArchTest
  static final ArchRule FEW_TOUCH_FILES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.regauge.cli..",
              "dev.regauge.testkit..",
              "dev.regauge.bench..",
              "dev.regauge.plugins.host..",
              "dev.regauge.engine.output..")
          .and()
          .doNotHaveSimpleName("CodeFiles")
          .and()
          .doNotHaveFullyQualifiedName("dev.regauge.spec.source.SpecReader")
          .and()
          .doNotHaveFullyQualifiedName("dev.regauge.spec.source.DiskFolder")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Files.class);

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.regauge.cli..", "dev.regauge.bench..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule NO_CLOCK_AND_NO_CHANCE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.regauge.cli..", "dev.regauge.bench..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class);

  @ArchTest
  static final ArchRule NO_HASH_ORDER =
      noClasses().should().dependOnClassesThat().belongToAnyOf(HashMap.class, HashSet.class);

  @ArchTest
  static final ArchRule NO_DEFAULT_LOCALE =
      noClasses()
          .should()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class);

  @ArchTest
  static void thereIsSomethingToJudge(JavaClasses classes) {
    if (classes.size() < 200) {
      throw new AssertionError("only " + classes.size() + " classes were found");
    }
  }
}
