package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The findings about plugins: one factory for each code. */
public final class PluginCodes {
  private static final Code NOT_LOADED = new Code("RG-PLUG-370");
  private static final Code OTHER_API = new Code("RG-PLUG-371");
  private static final Code FAILED = new Code("RG-PLUG-372");
  private static final Code CLAIMED_TWICE = new Code("RG-PLUG-373");
  private static final Code NOT_AS_LOCKED = new Code("RG-PLUG-374");
  private static final Code REFUSED_ANSWER = new Code("RG-PLUG-375");
  private static final Code NOBODYS_STEP = new Code("RG-PLUG-376");
  private static final Code NO_PROVIDER = new Code("RG-PLUG-377");
  private static final Code SEVERAL_PROVIDERS = new Code("RG-PLUG-378");
  private static final Code NO_OPTIONAL_PROVIDER = new Code("RG-PLUG-379");
  private static final Code WRONG_SETTINGS = new Code("RG-PLUG-380");
  private static final Code NO_SUCH_PLACE = new Code("RG-PLUG-381");
  private static final Code WRONG_SETTING = new Code("RG-PLUG-382");
  private static final Code NOBODYS_SETTINGS = new Code("RG-PLUG-383");

  /** Every code about plugins. */
  public static final List<Code> ALL =
      List.of(
          NOT_LOADED,
          OTHER_API,
          FAILED,
          CLAIMED_TWICE,
          NOT_AS_LOCKED,
          REFUSED_ANSWER,
          NOBODYS_STEP,
          NO_PROVIDER,
          SEVERAL_PROVIDERS,
          NO_OPTIONAL_PROVIDER,
          WRONG_SETTINGS,
          NO_SUCH_PLACE,
          WRONG_SETTING,
          NOBODYS_SETTINGS);

  private PluginCodes() {}

  static Diagnostic notLoaded(String place, String why) {
    return Diagnostic.error(NOT_LOADED, "the plugin in '" + place + "' cannot be loaded: " + why)
        .help(
            "'regauge plugin check' judges every plugin; take it out of the project's plugins, or"
                + " deny it, to go on without it");
  }

  static Diagnostic otherApi(String fault) {
    return Diagnostic.error(OTHER_API, fault)
        .help("take a version of the plugin that is written for one of these");
  }

  static Diagnostic failed(String plugin, String why) {
    return Diagnostic.error(FAILED, "plugin '" + plugin + "' " + why)
        .help("your spec is not at fault; report it to the plugin's author");
  }

  static Diagnostic claimedTwice(String what, String first, String second) {
    return Diagnostic.error(
            CLAIMED_TWICE,
            String.format(Locale.ROOT, "two plugins are %s: %s and %s", what, first, second))
        .help("deny one of them in the project's plugins");
  }

  static Diagnostic notAsLocked(String plugin, String how) {
    return Diagnostic.error(NOT_AS_LOCKED, "plugin '" + plugin + "' " + how)
        .help("when the change is wanted, run 'regauge plugin lock' and commit what it writes");
  }

  static Diagnostic refusedAnswer(String plugin, String why) {
    return Diagnostic.error(REFUSED_ANSWER, "plugin '" + plugin + "' " + why)
        .help("your spec is not at fault; report it to the plugin's author");
  }

  static Diagnostic refusedSettings(String fault) {
    return Diagnostic.error(REFUSED_ANSWER, fault)
        .help("'regauge plugin info' tells a step's settings");
  }

  static Diagnostic wrongSetting(String fault, String help) {
    return Diagnostic.error(WRONG_SETTING, fault)
        .help(help.isEmpty() ? "'regauge plugin info' tells the settings" : help);
  }

  static Diagnostic nobodysSettings(String name, Collection<String> known) {
    return Diagnostic.warning(
            NOBODYS_SETTINGS,
            "there are settings for the plugin '" + name + "', which is not there")
        .help(
            NearestName.question(name, known)
                .orElse("name the plugin in 'from', or remove its settings"));
  }

  static Diagnostic nobodysStep(String word, String name, Collection<String> known) {
    String all =
        known.isEmpty()
            ? "no plugin is a " + word + "; name one in the project's plugins"
            : "there are: " + String.join(", ", known);
    return Diagnostic.error(NOBODYS_STEP, "no plugin has the " + word + " '" + name + "'")
        .help(NearestName.question(name, known).orElse(all));
  }

  static Diagnostic noProvider(String who, String wanted, Collection<String> known) {
    return Diagnostic.error(
            NO_PROVIDER, who + " needs '" + wanted + "', which no plugin and no engine provides")
        .help(NearestName.question(wanted, known).orElse("there are: " + String.join(", ", known)));
  }

  static Diagnostic noOptionalProvider(String who, String wanted) {
    return Diagnostic.warning(
            NO_OPTIONAL_PROVIDER, who + " would use '" + wanted + "', which nothing provides")
        .help("it works without; add a plugin that provides it, or remove it from 'optional'");
  }

  static Diagnostic severalProviders(String who, String type, Collection<String> providers) {
    return Diagnostic.error(
            SEVERAL_PROVIDERS,
            String.format(
                Locale.ROOT,
                "%s needs any '%s', and there are several: %s",
                who,
                type,
                String.join(", ", providers)))
        .help(
            "choose one: capabilities: {"
                + type
                + ": "
                + providers.iterator().next()
                + "} in the product or in the project");
  }

  static Diagnostic wrongSettings(String why) {
    return Diagnostic.error(WRONG_SETTINGS, why);
  }

  static Diagnostic noSuchPlace(String place, String why) {
    return Diagnostic.error(NO_SUCH_PLACE, "there is no plugin at '" + place + "': " + why)
        .help("a place is a jar, a wheel, a folder, or Maven coordinates such as g:a:1.0.0");
  }

  static Diagnostic unknownType(String word) {
    return Diagnostic.error(NOT_LOADED, "there is no type of plugin '" + word + "'")
        .help(
            NearestName.question(word, PluginType.words())
                .orElse("there are: " + String.join(", ", PluginType.words())));
  }

  /** Whether a finding is about a plugin's own failure and not about the spec. */
  public static boolean isFailure(Diagnostic finding) {
    return List.of(NOT_LOADED, OTHER_API, FAILED, CLAIMED_TWICE, NO_SUCH_PLACE)
            .contains(finding.code())
        || (finding.code().equals(REFUSED_ANSWER) && finding.message().startsWith("plugin "));
  }

  /** Whether a finding says that a plugin is not what was locked. */
  public static boolean isTampering(Diagnostic finding) {
    return finding.code().equals(NOT_AS_LOCKED);
  }
}
