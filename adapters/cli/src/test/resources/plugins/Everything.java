import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.plugins.api.AdapterExtension;
import dev.regauge.plugins.api.AssetProvider;
import dev.regauge.plugins.api.BundleRequest;
import dev.regauge.plugins.api.ChartProvider;
import dev.regauge.plugins.api.CommandPlugin;
import dev.regauge.plugins.api.ExtraFile;
import dev.regauge.plugins.api.ProductRequest;
import dev.regauge.plugins.api.QualityPlugin;
import dev.regauge.plugins.api.SemanticProvider;
import dev.regauge.plugins.api.SourcePlugin;
import dev.regauge.plugins.api.SpecText;
import dev.regauge.plugins.api.StepAnswer;
import dev.regauge.plugins.api.StepRequest;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.plugins.api.catalog.TableSession;
import dev.regauge.plugins.api.catalog.TablesPlan;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One plugin of every kind that takes Java, and every way in which a plugin can go wrong. */
public final class Everything {

  public static final class Assets implements AssetProvider {
    @Override
    public List<SpecText> provide(ProductRequest request) {
      String key = request.config().path("key").asString("made");
      return List.of(
          new SpecText("a.yaml", "assets: [{key: " + key + ", run: {sql: select 1 as n}}]\n"));
    }
  }

  public static final class Models implements SemanticProvider {
    @Override
    public List<SemanticModel> models(ProductRequest request) {
      return List.of(new SemanticModel("daily", "Per day.", "select 1 as \"n: x\"", List.of()));
    }
  }

  public static final class Charts implements ChartProvider {
    @Override
    public List<ExtraFile> chart(BundleRequest request) {
      return List.of(
          new ExtraFile("Chart.yaml", "apiVersion: v2\nname: " + request.target() + "\n"));
    }
  }

  public static final class Files implements AdapterExtension {
    @Override
    public List<ExtraFile> files(BundleRequest request) {
      String path = request.config().path("path").asString("extra/assets.txt");
      return List.of(new ExtraFile(path, request.plan().path("assets").size() + " assets\n"));
    }
  }

  public static final class Check implements QualityPlugin {
    @Override
    public StepAnswer test(StepRequest request) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      fields.putObject("row_count").put("min", 7);
      return StepAnswer.of(fields);
    }
  }

  /** Makes a pipeline of dlt of settings of its own; where the rows go is none of its business. */
  public static final class Ingestion implements SourcePlugin {
    @Override
    public StepAnswer source(StepRequest request) {
      String shop = request.settings().path("shop").asString("");
      if (shop.isEmpty()) {
        return StepAnswer.refused(List.of("'" + request.name() + "' needs to know the shop"));
      }
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      ObjectNode dlt = fields.putObject("run").putObject("dlt");
      dlt.put("source", "dlt.sources.rest_api:rest_api_source");
      dlt.put("resource", "orders");
      ObjectNode client = dlt.putObject("args").putObject("config").putObject("client");
      client.put("base_url", "https://" + shop + ".example");
      client.set("auth", request.settings().path("token"));
      return StepAnswer.of(fields);
    }
  }

  public static final class Command implements CommandPlugin {
    @Override
    public Answer run(Request request) {
      return new Answer(0, "hello " + String.join("+", request.arguments()) + "\n", "");
    }
  }

  public record Hull(String name) {}

  public static final class Adapter implements OrchestratorAdapter<Hull> {
    @Override
    public AdapterDescriptor descriptor() {
      return new AdapterDescriptor(new TargetName("rails"), "Rails", List.of("1"), "1", List.of());
    }

    @Override
    public Support support(FeatureUse use) {
      return new Support.Native();
    }

    @Override
    public Hull lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
      return new Hull(plan.product().name());
    }

    @Override
    public List<BundleFile> emit(Hull model) {
      return List.of(BundleFile.script("rails.sh", "echo " + model.name() + "\n"));
    }
  }

  public static final class Tables implements TableCatalog {
    @Override
    public TableSession open(Opening opening) {
      return new TableSession() {
        @Override
        public TablesPlan offline() {
          return new TablesPlan(List.of(), List.of(), "own lock\n", false);
        }

        @Override
        public TablesPlan committed() {
          return offline();
        }

        @Override
        public TablesPlan planned() {
          return offline();
        }

        @Override
        public TablesPlan adopted() {
          return offline();
        }

        @Override
        public TablesPlan applied() {
          return offline();
        }

        @Override
        public SortedMap<String, String> missing() {
          return new TreeMap<>();
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Goes wrong in the way that the step's name says. */
  public static final class Hazards implements SourcePlugin {
    @Override
    public StepAnswer source(StepRequest request) {
      return switch (request.name()) {
        case "throws" -> throw new IllegalStateException("no such siding\nsecond line");
        case "exits" -> {
          System.exit(0);
          yield fine();
        }
        case "hangs" -> {
          while (true) {
            Thread.onSpinWait();
          }
        }
        case "floods" -> {
          while (true) {
            System.out.println("x".repeat(1 << 16));
          }
        }
        case "answers_much" -> {
          ObjectNode fields = JsonNodeFactory.instance.objectNode();
          fields.put("description", "x".repeat(3 << 20));
          yield StepAnswer.of(fields);
        }
        case "eats" -> {
          List<byte[]> all = new java.util.ArrayList<>();
          while (true) {
            all.add(new byte[1 << 20]);
          }
        }
        case "overflows" -> source(request);
        case "prints" -> {
          System.out.println("{\"answer\": {\"fields\": {}, \"faults\": []}}");
          yield fine();
        }
        case "peeks" -> {
          ObjectNode fields = JsonNodeFactory.instance.objectNode();
          fields.putObject("run").put("sql", "select 1 as n");
          fields.put("description", "sees " + System.getenv().keySet());
          yield StepAnswer.of(fields);
        }
        default -> fine();
      };
    }

    private static StepAnswer fine() {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      fields.putObject("run").put("sql", "select 4711 as n");
      return StepAnswer.of(fields);
    }
  }
}
