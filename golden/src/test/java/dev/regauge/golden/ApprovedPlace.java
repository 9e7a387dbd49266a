package dev.regauge.golden;

import java.io.File;
import java.nio.file.Path;
import org.approvaltests.namer.ApprovalNamer;

/**
 * Where an approved text lies: under its real name in {@code golden/}, and what was received
 * instead under {@code target/received}.
 *
 * @param name for example {@code cli/adapters.txt}
 */
record ApprovedPlace(String name) implements ApprovalNamer {

  @Override
  public String getApprovalName() {
    return name;
  }

  @Override
  public String getSourceFilePath() {
    return "";
  }

  @Override
  public File getApprovedFile(String extension) {
    return Path.of(name).toFile();
  }

  @Override
  public File getReceivedFile(String extension) {
    return Path.of("target/received").resolve(name).toFile();
  }

  @Override
  public ApprovalNamer addAdditionalInformation(String more) {
    return new ApprovedPlace(name + more);
  }

  @Override
  public String getAdditionalInformation() {
    return "";
  }
}
