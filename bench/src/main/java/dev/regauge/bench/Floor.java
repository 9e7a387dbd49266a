package dev.regauge.bench;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The least that any generator on these libraries does: reads a product file into maps and renders
 * about 1.4 KB an asset by template, into one file a target: {@code Floor PRODUCT_FILE OUT_FOLDER}.
 *
 * <p>It checks nothing, links nothing and makes nothing that runs; as the prototype of the design
 * notes did, it says what reading and rendering alone cost here and now.
 */
public final class Floor {
  private static final Map<String, String> TEMPLATES =
      Map.of(
          "dagster.py",
          """
          @dg.asset(
              key=dg.AssetKey("{{ a.key }}".split("/")),
              deps=[{% for up in a.inputs %}"{{ up }}", {% endfor %}],
              description="{{ a.description }}",
              owners=[{% for owner in a.owners %}"{{ owner }}", {% endfor %}],
              tags={ {% for tag in a.tags %}"{{ tag.key }}": "{{ tag.value }}", {% endfor %}},
              retry_policy=dg.RetryPolicy(max_retries={{ a.retry }}, delay=60, backoff=dg.Backoff.EXPONENTIAL),
          )
          def asset_function(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
              return run_step(context, "{{ a.key }}", "{{ a.run.python }}")


          """,
          "airflow.py",
          """
              @task(
                  task_id="{{ a.key }}",
                  retries={{ a.retry }},
                  retry_delay=timedelta(seconds=60),
                  owner="{% for owner in a.owners %}{{ owner }}{% endfor %}",
                  inlets=[{% for up in a.inputs %}Asset("{{ up }}"), {% endfor %}],
                  outlets=[Asset("{{ a.key }}")],
                  doc_md="{{ a.description }}",
              )
              def make() -> None:
                  run_asset("{{ a.key }}", "{{ a.run.python }}")

          """,
          "argo.yaml",
          """
              - name: "{{ a.key }}"
                metadata:
                  annotations:
                    description: "{{ a.description }}"
                retryStrategy:
                  limit: "{{ a.retry }}"
                  backoff: {duration: "60s", factor: "2"}
                container:
                  image: "{{ '{{' }}workflow.parameters.image}}"
                  command: ["python", "-m", "runner"]
                  args: ["--asset={{ a.key }}", "--run={{ a.run.python }}"]
                dag: {depends: "{% for up in a.inputs %}{{ up }} {% endfor %}"}
          """);

  private Floor() {}

  /** Reads, renders, writes. */
  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments[1]);
    Load load = new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build());
    List<?> assets =
        load.loadFromString(Files.readString(Path.of(arguments[0]))) instanceof Map<?, ?> product
                && product.get("assets") instanceof List<?> found
            ? found
            : List.of();
    PebbleEngine engine =
        new PebbleEngine.Builder()
            .loader(new StringLoader())
            .autoEscaping(false)
            .newLineTrimming(false)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
    Files.createDirectories(out);
    for (Map.Entry<String, String> target : TEMPLATES.entrySet()) {
      PebbleTemplate template = engine.getTemplate(target.getValue());
      StringWriter text = new StringWriter();
      for (Object asset : assets) {
        template.evaluate(text, Map.of("a", asset));
      }
      Files.writeString(out.resolve(target.getKey()), text.toString());
    }
  }
}
