package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;
import java.util.regex.Pattern;

/** An http sensor's path into an answer is made of names and positions, nothing that selects. */
final class CursorPathsLeadSomewhere implements Rule {

  private static final Code CODE = new Code("RG-RULE-322");

  private static final Pattern PATH = Pattern.compile("\\$(\\.[^.\\[\\]*?@\\s]+|\\[\\d{1,6}])+");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<SensorSpec> sensors = graph.product().sensors();
    for (int i = 0; i < sensors.size(); i++) {
      if (sensors.get(i).source() instanceof SensorSpec.Http http
          && http.cursorPath().filter(path -> !PATH.matcher(path).matches()).isPresent()) {
        SpecPath at = SpecPath.of("sensors").at(i).field("http").field("cursorPath");
        out.add(
            Diagnostic.error(
                    CODE,
                    "sensor '"
                        + sensors.get(i).name()
                        + "' has the path '"
                        + http.cursorPath().orElse("")
                        + "' into an answer")
                .at(at, graph.locator())
                .label("no path to one value")
                .help("write names and positions from the top, as in $.page.next or $[0].id"));
      }
    }
  }
}
