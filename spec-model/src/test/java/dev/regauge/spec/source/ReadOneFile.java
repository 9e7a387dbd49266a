package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** A program: reads a product and prints the CPU milliseconds that it took, then the findings. */
final class ReadOneFile {

  private ReadOneFile() {}

  public static void main(String[] arguments) {
    FoundDiagnostics found = new FoundDiagnostics();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    SpecDocument document = new SpecReader().read(Path.of(arguments[0]), found);
    String text = new TextPrinter(document.sources()).print(found.sorted());
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    System.out.println((after - before) / 1_000_000);
    System.out.print(text);
  }
}
