package dev.regauge.plugins.scaffold;

import dev.regauge.templates.literal.PlainName;

/**
 * The variables of every template of a new plugin.
 *
 * @param step the name with underscores, which steps, keys and packages have
 * @param className the name as a Java class
 * @param prefix before paths in the manifest: the package's folder and a slash in a wheel
 * @param service the interface of a Java plugin
 * @param isProvider whether it adds pieces of a product
 * @param isStep whether it makes what stands for a name
 * @param isBundle whether it adds files to bundles
 * @param isCoded whether Java or entry points say what it does, and the manifest does not
 */
public record ProjectView(
    PlainName name,
    PlainName step,
    PlainName className,
    PlainName type,
    PlainName apiVersion,
    PlainName regaugeVersion,
    PlainName prefix,
    PlainName service,
    boolean isProvider,
    boolean isStep,
    boolean isBundle,
    boolean isCoded,
    boolean isJava,
    boolean isPython,
    boolean isSource,
    boolean isTransform,
    boolean isQuality,
    boolean isSecret,
    boolean isChart,
    boolean isOrchestrator) {}
