package dev.regauge.engine.request;

import dev.regauge.adapters.spi.AdapterOption;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The findings about targets: one factory for each code. */
public final class TargetCodes {

  private static final Code UNSUPPORTED = new Code("RG-FEAT-001");
  private static final Code UNUSED_ACCEPTANCE = new Code("RG-FEAT-002");
  private static final Code UNKNOWN_FEATURE = new Code("RG-FEAT-003");
  private static final Code APPROXIMATED = new Code("RG-FEAT-004");
  private static final Code ACCEPTED_REFUSAL = new Code("RG-FEAT-070");
  private static final Code UNKNOWN_ADAPTER = new Code("RG-PLUG-001");
  private static final Code UNTESTED_VERSION = new Code("RG-PLUG-002");
  private static final Code UNKNOWN_OPTION = new Code("RG-PLUG-003");
  private static final Code WRONG_OPTION = new Code("RG-PLUG-004");
  private static final Code SAME_TARGET_NAME = new Code("RG-PLUG-005");
  private static final Code ADAPTER_FAILED = new Code("RG-PLUG-006");

  /** Every code of this stage. */
  public static final List<Code> ALL =
      List.of(
          UNSUPPORTED,
          UNUSED_ACCEPTANCE,
          UNKNOWN_FEATURE,
          APPROXIMATED,
          ACCEPTED_REFUSAL,
          UNKNOWN_ADAPTER,
          UNTESTED_VERSION,
          UNKNOWN_OPTION,
          WRONG_OPTION,
          SAME_TARGET_NAME,
          ADAPTER_FAILED);

  private TargetCodes() {}

  static Diagnostic unsupported(
      TargetRequest target, FeatureUse use, Support.Unsupported answer, boolean isWarning) {
    String message =
        String.format(
            Locale.ROOT,
            "target '%s' does not support %s, which %s asks for",
            target.name(),
            use.feature().id(),
            use.address());
    return raised(UNSUPPORTED, message, isWarning).label(answer.why()).help(answer.instead());
  }

  static Diagnostic notHere(FeatureUse use) {
    String message =
        String.format(
            Locale.ROOT,
            "a run on this machine does not support %s, which %s asks for",
            use.feature().id(),
            use.address());
    return raised(UNSUPPORTED, message, use.isOptional())
        .label("the local runner does not carry it out yet")
        .help(use.feature().instead());
  }

  static Diagnostic notHere(FeatureUse use, Support.Unsupported refusal) {
    return notHere(use).label(refusal.why()).help(refusal.instead());
  }

  static Diagnostic leftOutHere(FeatureUse use, String why) {
    String message =
        String.format(
            Locale.ROOT,
            "a run on this machine leaves %s out, which %s asks for",
            use.feature().id(),
            use.address());
    return Diagnostic.warning(UNSUPPORTED, message)
        .label(why)
        .help("'regauge ledger' says what each target makes of it");
  }

  static Diagnostic approximated(
      TargetRequest target, FeatureUse use, Support.Approximated answer) {
    return Diagnostic.error(
            APPROXIMATED,
            String.format(
                Locale.ROOT,
                "target '%s' only approximates %s, which %s asks for",
                target.name(),
                use.feature().id(),
                use.address()))
        .label(answer.difference())
        .help(
            String.format(
                Locale.ROOT,
                "accept the difference by name: accept: [{feature: %s, reason: …}] in the target '%s'",
                use.feature().id(),
                target.name()));
  }

  static Diagnostic unusedAcceptance(TargetRequest target, String feature) {
    return Diagnostic.warning(
            UNUSED_ACCEPTANCE,
            String.format(
                Locale.ROOT,
                "target '%s' loses no %s, so there is nothing to accept",
                target.name(),
                feature))
        .help("remove the entry, so that a later loss is not accepted unseen");
  }

  static Diagnostic acceptedRefusal(
      TargetRequest target, String feature, Support.Unsupported answer, boolean isWarning) {
    String message =
        String.format(
            Locale.ROOT,
            "target '%s' refuses %s, and a refusal cannot be accepted",
            target.name(),
            feature);
    return raised(ACCEPTED_REFUSAL, message, isWarning)
        .label("nothing would be made of it, so there is no smaller thing to accept")
        .help(answer.instead() + "; then remove this entry");
  }

  private static Diagnostic raised(Code code, String message, boolean isWarning) {
    return isWarning ? Diagnostic.warning(code, message) : Diagnostic.error(code, message);
  }

  static Diagnostic unknownFeature(String written, Collection<String> known) {
    return Diagnostic.error(UNKNOWN_FEATURE, "there is no feature '" + written + "'")
        .help(didYouMean(written, known, "see the features in 'regauge ledger'"));
  }

  static Diagnostic unknownAdapter(String written, Collection<String> known) {
    return Diagnostic.error(UNKNOWN_ADAPTER, "there is no adapter '" + written + "'")
        .help(didYouMean(written, known, "installed are: " + String.join(", ", known)));
  }

  static Diagnostic untestedVersion(String adapter, String written, List<String> tested) {
    return Diagnostic.error(
            UNTESTED_VERSION,
            String.format(Locale.ROOT, "adapter '%s' does not know version '%s'", adapter, written))
        .label("not tested with it")
        .help("write one of those that are tested: " + String.join(", ", tested));
  }

  static Diagnostic unknownOption(String adapter, String written, List<AdapterOption> known) {
    List<String> names = known.stream().map(AdapterOption::name).toList();
    String all = names.isEmpty() ? "it has none" : "it has: " + String.join(", ", names);
    return Diagnostic.error(
            UNKNOWN_OPTION,
            String.format(Locale.ROOT, "adapter '%s' has no option '%s'", adapter, written))
        .help(didYouMean(written, names, all));
  }

  static Diagnostic wrongOption(String adapter, AdapterOption option) {
    String wanted =
        option.choices().isEmpty()
            ? switch (option.kind()) {
              case TEXT -> "a text";
              case NUMBER -> "a whole number";
              case BOOLEAN -> "true or false";
              case TEXTS -> "a list of texts";
            }
            : "one of " + String.join(", ", option.choices());
    return Diagnostic.error(
            WRONG_OPTION,
            String.format(
                Locale.ROOT,
                "option '%s' of adapter '%s' wants %s",
                option.name(),
                adapter,
                wanted))
        .help(option.doc() + "; the default is " + option.defaultText());
  }

  static Diagnostic sameTargetName(String name, SpecPath first, Locator locator) {
    return Diagnostic.error(SAME_TARGET_NAME, "two targets are named '" + name + "'")
        .related(locator.valueAt(first), "the first")
        .help("give one of them a 'name' of its own; it is the bundle's folder");
  }

  /** Names the adapter and the place in its code; the whole trace is of no use to an author. */
  static Diagnostic adapterFailed(TargetRequest target, String act, Throwable failure) {
    String said = failure.toString().lines().findFirst().orElse(failure.getClass().getSimpleName());
    StackTraceElement[] trace = failure.getStackTrace();
    return Diagnostic.error(
            ADAPTER_FAILED,
            String.format(
                Locale.ROOT,
                "adapter '%s' failed while it %s target '%s': %s",
                target.adapter().getClass().getName(),
                act,
                target.name(),
                said))
        .help(
            "your spec is not at fault; report it to the adapter's author"
                + (trace.length == 0 ? "" : ", with the place: " + trace[0]));
  }

  /** Whether a finding is about an adapter's own failure and not about the spec. */
  public static boolean isAdapterFailure(Diagnostic finding) {
    return finding.code().equals(ADAPTER_FAILED);
  }

  private static String didYouMean(String written, Collection<String> known, String otherwise) {
    return NearestName.question(written.toLowerCase(Locale.ROOT), known).orElse(otherwise);
  }
}
