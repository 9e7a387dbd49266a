package dev.regauge.services;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.List;

/** What one of the dialects cannot say of a service, or of a job, each at its place. */
public final class Refusals {

  /** What Kubernetes, or its restricted pods, do not take. */
  public static final Code KUBERNETES = new Code("RG-RULE-415");

  /** What a compose file cannot say. */
  public static final Code COMPOSE = new Code("RG-RULE-416");

  /** What no CronJob or Job can do of a product's jobs. */
  public static final Code JOBS = new Code("RG-RULE-475");

  public static final List<Code> ALL = List.of(KUBERNETES, COMPOSE, JOBS);

  private final Code code;
  private final String dialect;
  private final Locator locator;
  private final Diagnostics out;

  private Refusals(Code code, String dialect, Locator locator, Diagnostics out) {
    this.code = code;
    this.dialect = dialect;
    this.locator = locator;
    this.out = out;
  }

  /** Returns the refusals of Kubernetes. */
  public static Refusals ofKubernetes(Platform platform, Diagnostics out) {
    return new Refusals(KUBERNETES, "on Kubernetes", platform.locator(), out);
  }

  /** Returns the refusals of compose. */
  public static Refusals ofCompose(Platform platform, Diagnostics out) {
    return new Refusals(COMPOSE, "in a compose file", platform.locator(), out);
  }

  /** Adds one. */
  public void add(Platform.Placed service, SpecPath at, String why, String instead) {
    String message = "service '" + service.name() + "' has no form " + dialect;
    out.add(Diagnostic.error(code, message).at(at, locator).label(why).help(instead));
  }
}
