package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads services that were written for something else: a compose file, or a {@code service.yaml} of
 * either dialect of the plugin guide (seed 004), flat or with its container under {@code compose:}.
 *
 * <p>Each becomes a file of {@code kind: Service}. What has no form there is a finding; what means
 * something else there is a note.
 */
public final class ServiceImport {

  /**
   * What those files do not say.
   *
   * @param plane of every service that {@code planes} does not name
   * @param planes service name to its plane
   * @param isBeside whether the new files lie where the one that is read does, so that paths in it
   *     lead where they led
   */
  public record Said(
      Optional<String> plane,
      SortedMap<String, String> planes,
      Optional<String> owner,
      boolean isBeside) {

    Optional<String> planeOf(String service) {
      return Optional.ofNullable(planes.get(service)).or(() -> plane);
    }
  }

  /**
   * One service.
   *
   * @param text its file in normal form
   * @param notes what is different now, a line each
   */
  public record Service(String name, String text, List<String> notes) {}

  /** The services of one file; none when it has errors, which are reported. */
  public record Imported(List<Service> services, SourceMap sources) {}

  /** Reads the bytes of a file that goes by that name; touches no disk. */
  public Imported read(String name, byte[] bytes, Said said, Diagnostics out) {
    Optional<String> text = StrictText.decode(name, bytes, out);
    SourceMap sources = new SourceMap(null);
    SourceFile file = new SourceFile(name, text.orElseGet(() -> StrictText.shown(bytes)));
    sources.add(file);
    FoundDiagnostics found = new FoundDiagnostics();
    List<Service> services = new ArrayList<>();
    if (text.isPresent()) {
      TreeReader.read(file, found).ifPresent(tree -> services.addAll(services(tree, said, found)));
    }
    found.sorted().forEach(out::add);
    return new Imported(found.hasErrors() ? List.of() : List.copyOf(services), sources);
  }

  private static List<Service> services(Node.Mapping tree, Said said, FoundDiagnostics out) {
    List<Service> services = new ArrayList<>();
    if (tree.get("services") instanceof Node.Mapping many) {
      for (int i = 0; i < many.size(); i++) {
        if (many.value(i) instanceof Node.Mapping container) {
          ForeignService service = new ForeignService(many.key(i), said, out);
          service.compose(container);
          services.add(service.written());
        } else {
          out.add(ForeignProblems.noForm(many.value(i), "a service is a map", "write one"));
        }
      }
    } else if (tree.get("name") instanceof Node.Scalar name) {
      ForeignService service = new ForeignService(name, said, out);
      service.guide(tree);
      services.add(service.written());
    } else {
      out.add(
          ForeignProblems.noForm(
              tree,
              "it has neither 'services' nor 'name'",
              "name a compose file, or the service.yaml of a plugin"));
    }
    return services;
  }
}
