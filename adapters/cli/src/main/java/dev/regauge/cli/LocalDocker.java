package dev.regauge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Docker on this machine, by its own command line: what {@code services start} made there, and
 * nothing else. Compose writes the file that it read on each container; by ours they are known, so
 * that none of another's is touched, whatever its project is called.
 */
final class LocalDocker {
  private static final String FILE_LABEL = "label=com.docker.compose.project.config_files=";

  private final Path composeFile;

  /**
   * @param folder where the compose file of the services lies
   */
  LocalDocker(Path folder) {
    // As Compose writes it on its containers.
    this.composeFile = folder.resolve("compose.yaml").toAbsolutePath().normalize();
  }

  /** Returns the compose file under the name that containers have it by. */
  Path composeFile() {
    return composeFile;
  }

  /** Returns what is missing to start something; empty when it can be. */
  Optional<String> missingToStart() throws InterruptedException {
    return isFine("docker", "compose", "version")
        ? missing()
        : Optional.of("there is no Docker Compose on this machine ('docker compose version')");
  }

  /** Returns what is missing to look at containers; empty when they can be. */
  Optional<String> missing() throws InterruptedException {
    if (!isFine("docker", "--version")) {
      return Optional.of("there is no Docker on this machine ('docker --version')");
    }
    return isFine("docker", "info")
        ? Optional.empty()
        : Optional.of("Docker does not run on this machine, or not for you ('docker info')");
  }

  /** Returns the containers that were started from our file, running or not. */
  List<ServiceContainer> containers() throws IOException, InterruptedException {
    List<String> ids =
        said(List.of(
                "docker",
                "container",
                "ls",
                "--all",
                "--quiet",
                "--no-trunc",
                "--filter",
                FILE_LABEL + composeFile))
            .lines()
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> command = new ArrayList<>(List.of("docker", "container", "inspect"));
    command.addAll(ids);
    return ServiceContainer.read(said(command));
  }

  /** Stops containers, all at once, and waits for their end. */
  void stop(List<ServiceContainer> containers) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "container", "stop"));
    containers.forEach(container -> command.add(container.id()));
    said(command);
  }

  private static String said(List<String> command) throws IOException, InterruptedException {
    // What it complains of is the user's to read.
    Process asked =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    asked.getOutputStream().close();
    String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = asked.waitFor();
    if (code != 0) {
      throw new IOException("'" + String.join(" ", command) + "' ended with " + code);
    }
    return text;
  }

  private static boolean isFine(String... command) throws InterruptedException {
    try {
      Process asked =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return asked.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
