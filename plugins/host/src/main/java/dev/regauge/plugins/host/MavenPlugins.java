package dev.regauge.plugins.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;

/**
 * Plugins by Maven coordinates, out of a local repository. Nothing is fetched: which file is used
 * must not depend on the network, and {@code mvn dependency:get} puts it there.
 */
final class MavenPlugins {
  private final Path repository;

  MavenPlugins(Path repository) {
    this.repository = repository;
  }

  /**
   * Returns the file of {@code group:artifact:version}.
   *
   * @throws IOException when the repository does not have it
   */
  Path resolve(String coordinates) throws IOException {
    try (RepositorySystem maven = new RepositorySystemSupplier().get();
        CloseableSession session =
            new SessionBuilderSupplier(maven)
                .get()
                .withLocalRepositoryBaseDirectories(repository)
                .setOffline(true)
                .build()) {
      Artifact artifact = new DefaultArtifact(coordinates);
      ArtifactRequest request = new ArtifactRequest();
      request.setArtifact(artifact);
      Path file = maven.resolveArtifact(session, request).getArtifact().getPath();
      if (file == null || !Files.isRegularFile(file)) {
        throw new IOException("the local repository does not have it");
      }
      return file;
    } catch (ArtifactResolutionException | IllegalArgumentException e) {
      throw new IOException(
          "the local repository does not have it; 'mvn dependency:get -Dartifact="
              + coordinates
              + "' puts it there",
          e);
    }
  }
}
