package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.ArrayList;
import java.util.List;

/** Every rule, by code. */
public final class RuleBook {

  private RuleBook() {}

  /** Returns the rules, made for one check. */
  public static List<Rule> rules() {
    return List.of(
        new IdentifiersAreUnique(),
        new JobNamesAreUnique(),
        new CheckNamesAreUnique(),
        new CheckColumnsAreDeclared(),
        new TableColumnsAreDeclared(),
        new ColumnsAreDistinct(),
        new MergeNeedsKey(),
        new TableHasOneProducer(),
        new OutputNamesAreUnique(),
        new CronIsValid(),
        new ZoneIsKnown(),
        new PartitionRangeIsValid(),
        new PartitionKeysAreDistinct(),
        new PartitionColumnFits(),
        new JobHasOnePartitionSet(),
        new TriggerPartitionFits(),
        new TriggersAreDistinct(),
        new OverlapFitsPartitions(),
        new ParamValuesFitTypes(),
        new ParamNamesAreFree(),
        new RequiredParamsAreGiven(),
        new RetryIsInRange(),
        new DurationsAreInRange(),
        new PoolSlotsAreInRange(),
        new StoresKeepTables(),
        new FunctionArgumentsDoNotClash(),
        new PlacesAreReferences(),
        new NoSecretLiterals(),
        new DefaultCatalogIsClear(),
        new CatalogsAreComplete(),
        new CatalogSettingsFitTheirType(),
        new ResourcesFitTheirType(),
        new InputsAreNamedOnce(),
        new ChecksHaveATable(),
        new SchemaChecksHaveColumns(),
        new ComparedTablesComeFirst(),
        new WindowsHaveATimeColumn(),
        new GatesAreReached(),
        new GatesAreNearlyReached(),
        new GatesHaveTheirName(),
        new CheckBoundsAreInOrder(),
        new StaticValuesAreUnique(),
        new TransformsFitColumns(),
        new StepVariablesAreFree(),
        new OldNamesAreFree(),
        new NamesAreNotTooLong(),
        new JobsWaitForTheirOwn(),
        new GraphsAreNotTooDeep(),
        new SqlHasOneOutput(),
        new CommandsPublishNothing(),
        new NoopsMakeNothing(),
        new TableNamesFitTheirReaders(),
        new DatabasesLayTablesOutThemselves(),
        new DimensionsAreFlat(),
        new ListedNamesAreUnique(),
        new SensorsAddToDynamicSets(),
        new SensorsAskWhatAnswers(),
        new CursorPathsLeadSomewhere(),
        new TableSensorsStartWholeJobs(),
        new NewsComeFromOutside(),
        new EdgeResourcesStayOutside(),
        new JobsDoNotWaitInARing(),
        new ServicesHaveAnImage(),
        new ServicesStartInAnOrder(),
        new TopicsFitTheirBus(),
        new StreamsAreWhole(),
        new BusNamesLast(),
        new LimitsLeaveTime(),
        new PortsPromiseWhatIsMade(),
        new ScoresAreInOrder(),
        new ExternalKeysAreFree(),
        new ReplicasAreInOrder(),
        new KeysAreMergedBy(),
        new ProductsMakeSomething(),
        new TemplateWordsAreKnown(),
        new BindsAreKnown(),
        new QueriesAskSomething(),
        new NamesAreNotReserved(),
        new MappingsFitPartitions(),
        new WarningsComeFirst(),
        new RequestsFitLimits(),
        new PresetsAreKnown(),
        new TolerationsMeetTaints(),
        new ImagesAreNamedOnce(),
        new BackfillsOfAJobAgree(),
        new AssetZonesAreOfSomething(),
        new PersonalDataIsClassified(),
        new AddedColumnsAreFree(),
        new DedupeHasAKey(),
        new PatternsCompile(),
        new ForeignColumnsAreDeclared(),
        new ExportsHaveOneSource(),
        new JoinsHaveBranches(),
        new ItemsReachTheirStep(),
        new CommitsTogetherAreInOneCatalog(),
        new ResourcesReachAFunction(),
        new SourcesOfDltGetNoResources(),
        new CapabilitiesAgree(),
        new ColumnsFitTheirUse(),
        new ErrorRulesAreDistinct(),
        new EvolutionIsOneWay(),
        new ServicesAreIncluded(),
        new TopicsAreIncluded(),
        new DatabasesBelongToOneService(),
        new DatabasesHaveTheirExtensions(),
        new TopicClassesFitTheirNames(),
        new RestSourcesAreComplete(),
        new ProductionSpeaksHttps(),
        new SourcesSpeakHttps(),
        new IngestionWritesOneTable(),
        new CursorsDoNotReplace(),
        new SourcePackagesAreLocked(),
        new SourcesOfDltAreShipped(),
        new RowsAreNotStaged(),
        new UpkeepIsOfOwnTables(),
        new OrphansAreOld(),
        new OldRowsAreDeletedBySomebody(),
        new SortedFilesHaveAnOrder(),
        new ExportsSayWhereTo(),
        new DbtManifestsAreReadable(),
        new DbtModelsFitTheirAsset(),
        new DbtModelsReadWhatIsMade(),
        new DbtManifestsAreFresh(),
        new DbtModelsHaveOneAsset(),
        new DbtBuildsInAWarehouse(),
        new DbtModelsLieTogether(),
        new DbtGroupsHaveATableForEach(),
        new DbtGroupsAreWhole(),
        new DbtGroupsArePublished(),
        new WarehousesOfDbtAreForDbt(),
        new ContainerImagesArePinned(),
        new ContainersGetSecretsByName(),
        new SparkRunsInItsStep(),
        new SparkApplicationsAreCode(),
        new SparkQueriesHaveOneOutput(),
        new SemanticNamesFitTheLayer(),
        new SemanticReferencesAreThere(),
        new SemanticLayersAreComplete(),
        new PlainTextsHoldNoTemplates(),
        new CommandsHaveNoShell(),
        new HooksReachAnAsset(),
        new HooksHearWhatIsCounted(),
        new ServiceHooksHearAService(),
        new LineageReachesSomebody(),
        new TelemetryReachesSomebody(),
        new SecretsHaveAStore(),
        new StoresAreWellAsked(),
        new ASecretHasOneMaker(),
        new SecretsOfServicesAreTheClusters(),
        new VaultsHaveOneLogin(),
        new StoresAreAsked(),
        new HeadersAreNamed(),
        new CallsGoToTheWeb(),
        new MailsHaveAServer(),
        new MessagesHaveABus(),
        new MessagesFitTheirTopic(),
        new CompatibilityHasASchema(),
        new BusesAreComplete(),
        new WarehousesAreComplete(),
        new WarehousesKeepNoTables(),
        new PausesAreOfSomeJob(),
        new EventsSayWhichPartition(),
        new TicksOfAnAllArePlain(),
        new MailServersAreComplete(),
        new PacksDoNotWaitInARing(),
        new JoinsStayInTheirPack(),
        new PacksAreAlike(),
        new PromisedFreshnessIsWatched(),
        new ContractsDescribeTheirTable(),
        new ContractsAreTheOnesNamed(),
        new PromisesOfOthersAreEnough(),
        new WhatIsReadIsPromised());
  }

  /** Holds a graph against every rule; the product must have been completed by the resolver. */
  public static void check(SpecGraph graph, Diagnostics out) {
    List<AssetRule> ofAssets = new ArrayList<>();
    List<TableRule> ofTables = new ArrayList<>();
    for (Rule rule : rules()) {
      switch (rule) {
        case AssetRule one -> {
          one.checkRest(graph, out);
          ofAssets.add(one);
        }
        case TableRule one -> ofTables.add(one);
        case Rule one -> one.check(graph, out);
      }
    }
    for (AssetNode asset : graph.writtenAssets()) {
      ofAssets.forEach(rule -> rule.check(asset, graph, out));
    }
    for (TableColumns table : TableColumns.of(graph)) {
      ofTables.forEach(rule -> rule.check(table, graph, out));
    }
  }

  /** Returns the codes of the stage, in order. */
  public static List<Code> codes() {
    List<Code> codes = new ArrayList<>();
    rules().forEach(rule -> codes.add(rule.code()));
    codes.add(Silences.UNUSED);
    return codes.stream().sorted().toList();
  }
}
