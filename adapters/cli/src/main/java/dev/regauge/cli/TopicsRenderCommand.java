package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.output.BundleChange;
import dev.regauge.services.Rendered;
import dev.regauge.services.topics.TopicObjects;
import dev.regauge.services.topics.Topics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.VariableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge topics render}: the topics as objects that the buses' operators take. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Write the topics as objects of Kubernetes: topics and users of Kafka for Strimzi,",
      "streams and consumers of NATS for NACK, and who may write to what on NATS."
    })
final class TopicsRenderCommand implements Callable<Integer> {
  private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern ACCOUNT =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_]{0,60}[A-Za-z0-9])?");
  private static final Pattern SERVER =
      Pattern.compile(
          "(nats|tls|wss?)://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:([0-9]{1,5}))?/?");
  private static final int LAST_PORT = 65535;
  private static final int LONGEST_NAMESPACE = 63;

  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "The environment in whose namespace the objects are.")
  @Nullable String environment;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      required = true,
      description = "The folder for the files, which lie in OUT/topics.")
  @Nullable Path out;

  @Option(
      names = "--kafka-cluster",
      paramLabel = "NAME",
      defaultValue = "event-bus-data",
      description = "The Kafka resource of the data bus; default: ${DEFAULT-VALUE}.")
  String cluster = "";

  @Option(
      names = "--nats-account",
      paramLabel = "NAME",
      description = "The account on the control bus; default: the product's domain in capitals.")
  @Nullable String account;

  @Option(
      names = "--nats-url",
      paramLabel = "URL",
      defaultValue = "nats://event-bus-control:4222",
      description = "Where the control bus listens; default: ${DEFAULT-VALUE}.")
  String server = "";

  @Option(names = "--force", description = "Overwrite generated files that were changed by hand.")
  boolean overwritesEdits;

  private final Terminal terminal;

  TopicsRenderCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (out == null || out.toString().isEmpty()) {
      throw product.usage("the folder for the files has no name; write . for this one");
    }
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Rendered rendered = null;
    BundleChange change = null;
    if (compiled.sound().isPresent()) {
      rendered = TopicObjects.render(topics(compiled.sound().get()));
      change = RenderedFolder.write(out, rendered, compiled, overwritesEdits, found);
    }
    Findings.print(terminal, product, found, compiled);
    if (change == null || rendered == null) {
      return Findings.exitCode(found);
    }
    rendered.differences().forEach(line -> terminal.talkLine("differs: " + line));
    String line = "topics: " + change.fileCount() + " files in " + change.folder();
    if (product.isForFindings()) {
      terminal.talkLine(line);
    } else {
      terminal.dataLine(line);
    }
    return ExitCode.FINE;
  }

  private Topics topics(CompiledProduct.Sound sound) {
    var spec = sound.spec().product();
    if (environment != null && !spec.environments().containsKey(environment)) {
      throw product.usage("the product has no environment '" + environment + "'");
    }
    String owner = spec.metadata().domain().orElse("default");
    String ownAccount = account == null ? VariableName.of(owner) : account;
    if (!OBJECT.matcher(cluster).matches()) {
      throw product.usage("'" + cluster + "' is no name of a Kafka resource");
    }
    if (!ACCOUNT.matcher(ownAccount).matches()) {
      throw product.usage("'" + ownAccount + "' is no name of an account");
    }
    if (!isServer(server)) {
      throw product.usage("'" + server + "' is no URL of a NATS server");
    }
    Topics topics =
        Topics.of(
            sound.graph(),
            Optional.ofNullable(environment),
            new Topics.Buses(cluster, ownAccount, server));
    if (topics.namespace().length() > LONGEST_NAMESPACE) {
      throw product.usage(
          "the namespace '"
              + topics.namespace()
              + "' is longer than "
              + LONGEST_NAMESPACE
              + " characters; write 'namespace' at an environment and name it by --env");
    }
    return topics;
  }

  private static boolean isServer(String url) {
    Matcher server = SERVER.matcher(url);
    if (!server.matches()) {
      return false;
    }
    int port = server.group(4) == null ? 1 : Integer.parseInt(server.group(4));
    return port >= 1 && port <= LAST_PORT;
  }
}
