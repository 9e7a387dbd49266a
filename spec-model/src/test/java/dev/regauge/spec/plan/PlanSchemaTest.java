package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans fit the schema by another library's judgement, and what is no plan does not. */
class PlanSchemaTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(PlanSchema.text(), InputFormat.JSON);
  private static final String PLAN =
      PlanJson.write(Planned.file(Path.of("src/test/resources/products/everything.yaml")).plan());

  private static List<String> errors(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  @Test
  void plansFit() {
    assertEquals(List.of(), errors(PLAN));
    Planned weather = Planned.file(Path.of("../golden/cases/weather/product.yaml"));
    assertEquals(List.of(), errors(PlanJson.write(weather.plan())));
  }

  /** Each replacement makes something that is no plan. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 1,|\"version\": 2,",
        "\"kind\": \"daily\"|\"kind\": \"yearly\"",
        "\"isRead\": true|\"isRead\": \"yes\"",
        "\"slots\": 3|\"slots\": 3.5",
        "\"key\": \"gold/revenue\",|``",
        "\"overlap\": \"skip\"|\"overlap\": null",
        "\"catchup\": true|\"catchUp\": true",
      })
  void whatIsNoPlanDoesNot(String from, String to) {
    String broken = PLAN.replaceFirst(java.util.regex.Pattern.quote(from), to);
    assertFalse(broken.equals(PLAN), from);
    assertTrue(!errors(broken).isEmpty(), from);
  }
}
