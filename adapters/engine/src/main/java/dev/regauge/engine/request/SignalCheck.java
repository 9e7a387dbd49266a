package dev.regauge.engine.request;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.SignalForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Judges how targets see what is made elsewhere: each adapter's entry has the form that the adapter
 * says.
 */
public final class SignalCheck {

  private static final Code UNKNOWN_ADAPTER = new Code("RG-RULE-200");
  private static final Code UNKNOWN_FIELD = new Code("RG-RULE-201");
  private static final Code WRONG_FIELDS = new Code("RG-RULE-202");

  /** Every code of this check. */
  public static final List<Code> ALL = List.of(UNKNOWN_ADAPTER, UNKNOWN_FIELD, WRONG_FIELDS);

  private static final List<String> OWN_FIELDS =
      List.of("port", "table", "catalog", "partitions", "freshness");

  private final SortedMap<String, SignalForm> known;
  private final Locator locator;
  private final Diagnostics out;

  /** Judges by the forms of the installed adapters, by id. */
  public SignalCheck(SortedMap<String, SignalForm> known, Locator locator, Diagnostics out) {
    this.known = known;
    this.locator = locator;
    this.out = out;
  }

  /** Whether a product says anything that is judged here. */
  public static boolean concerns(ProductSpec product) {
    return product.external().values().stream().anyMatch(one -> !one.signals().isEmpty());
  }

  /** Adds what is wrong with each entry. */
  public void check(ProductSpec product) {
    product
        .external()
        .forEach((name, external) -> check(name, external, SpecPath.of("external").entry(name)));
  }

  private void check(String name, ExternalSpec external, SpecPath path) {
    external
        .signals()
        .forEach(
            (id, written) -> {
              SignalForm form = known.get(id);
              if (form == null) {
                out.add(unknownAdapter(name, id).atKey(path.field(id), locator));
              } else {
                fields("'" + id + "' of external '" + name + "'", form, written, path.field(id));
              }
            });
  }

  private Diagnostic unknownAdapter(String name, String id) {
    List<String> all = new ArrayList<>(OWN_FIELDS);
    all.addAll(known.keySet());
    return Diagnostic.error(
            UNKNOWN_ADAPTER,
            "'" + id + "' of external '" + name + "' is no field and no adapter with signals")
        .label("no such adapter")
        .help(didYouMean(id, all));
  }

  private void fields(
      String owner, SignalForm form, SortedMap<String, String> written, SpecPath path) {
    boolean isMistyped = false;
    for (String field : written.keySet()) {
      if (!form.names().contains(field)) {
        isMistyped = true;
        out.add(
            Diagnostic.error(UNKNOWN_FIELD, "'" + field + "' is no field of " + owner)
                .atKey(path.field(field), locator)
                .label("no such field")
                .help(didYouMean(field, form.names())));
      }
    }
    if (!isMistyped) { // a mistyped field is not missing as well
      missing(owner, form, written, path);
      alone(owner, form, written, path);
    }
  }

  private void missing(
      String owner, SignalForm form, SortedMap<String, String> written, SpecPath path) {
    for (SignalForm.Field field : form.fields()) {
      if (field.isRequired() && !written.containsKey(field.name())) {
        out.add(
            Diagnostic.error(WRONG_FIELDS, owner + " has no '" + field.name() + "'")
                .atKey(path, locator)
                .label("'" + field.name() + "' is missing here")
                .help("add '" + field.name() + "', such as " + field.example()));
      }
    }
    List<String> choices = form.exactlyOneOf();
    List<String> chosen = choices.stream().filter(written::containsKey).toList();
    if (!choices.isEmpty() && chosen.size() != 1) {
      String list = String.join(", ", choices);
      out.add(
          Diagnostic.error(
                  WRONG_FIELDS,
                  chosen.isEmpty()
                      ? owner + " has none of " + list
                      : owner + " has " + String.join(" and ", chosen) + " at once")
              .atKey(chosen.isEmpty() ? path : path.field(chosen.getFirst()), locator)
              .label(chosen.isEmpty() ? "one of them is missing here" : "one of several")
              .help("write exactly one of " + list));
    }
  }

  private void alone(
      String owner, SignalForm form, SortedMap<String, String> written, SpecPath path) {
    for (SignalForm.Field field : form.fields()) {
      String other = field.requires().orElse("");
      if (!other.isEmpty() && written.containsKey(field.name()) && !written.containsKey(other)) {
        out.add(
            Diagnostic.error(
                    WRONG_FIELDS,
                    "'" + field.name() + "' of " + owner + " means nothing without '" + other + "'")
                .atKey(path.field(field.name()), locator)
                .label("there is no '" + other + "' beside it")
                .help("write '" + other + "' too, or remove '" + field.name() + "'"));
      }
    }
  }

  private static String didYouMean(String written, Collection<String> names) {
    return NearestName.question(written, names)
        .orElse("what may stand there: " + String.join(", ", names));
  }
}
