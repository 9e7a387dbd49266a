package dev.regauge.spec.diagnostic;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Prints findings as JUnit's XML, which most build servers show as tests.
 *
 * <p>A file is a suite and a finding one of its cases, named by its code and path and not by its
 * line, so that a server's history survives an edit above it. A file without findings is one case
 * that passes: a report without any case is an error to most servers. A warning passes, as the
 * command does, and says what it has to say in its output.
 */
public final class JunitPrinter {

  private final SourceText sources;
  private final List<String> files;

  /** Prints about those files, with their text. */
  public JunitPrinter(SourceText sources, Iterable<String> files) {
    this.sources = sources;
    List<String> all = new ArrayList<>();
    files.forEach(all::add);
    this.files = List.copyOf(all);
  }

  /** Returns one document and a newline. */
  public String print(List<Diagnostic> findings) {
    // Each case shows its line alone, which may hold what another finding calls a secret.
    TextPrinter words = new TextPrinter(WithoutSecrets.of(findings, sources));
    SortedMap<String, List<Diagnostic>> byFile = new TreeMap<>();
    files.forEach(file -> byFile.put(file, new ArrayList<>()));
    for (Diagnostic finding : findings) {
      String file = finding.span().map(Span::file).orElse("");
      byFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(finding);
    }
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      newLine(xml);
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", "regauge");
      int cases = byFile.values().stream().mapToInt(of -> Math.max(1, of.size())).sum();
      counts(cases, findings, xml);
      for (Map.Entry<String, List<Diagnostic>> file : byFile.entrySet()) {
        suite(file.getKey(), file.getValue(), words, xml);
      }
      newLine(xml);
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written to", e);
    }
    return text.append('\n').toString();
  }

  private static void suite(
      String file, List<Diagnostic> findings, TextPrinter words, XMLStreamWriter xml)
      throws XMLStreamException {
    String name = file.isEmpty() ? "regauge" : Display.shown(file);
    newLine(xml);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    counts(Math.max(1, findings.size()), findings, xml);
    if (findings.isEmpty()) {
      newLine(xml);
      xml.writeEmptyElement("testcase");
      xml.writeAttribute("classname", name);
      xml.writeAttribute("name", "check");
    }
    SortedMap<String, Integer> told = new TreeMap<>();
    for (Diagnostic finding : findings) {
      String wanted = Display.shown(caseName(finding));
      int times = told.merge(wanted, 1, Integer::sum);
      newLine(xml);
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", name);
      xml.writeAttribute("name", times == 1 ? wanted : wanted + " #" + times);
      finding(finding, words, xml);
      xml.writeEndElement();
    }
    newLine(xml);
    xml.writeEndElement();
  }

  private static String caseName(Diagnostic finding) {
    String path = finding.path().map(SpecPath::text).orElse("");
    return path.isEmpty() ? finding.code().id() : finding.code().id() + " " + path;
  }

  private static void finding(Diagnostic finding, TextPrinter words, XMLStreamWriter xml)
      throws XMLStreamException {
    boolean isError = finding.severity() == Severity.ERROR;
    xml.writeStartElement(isError ? "failure" : "system-out");
    if (isError) {
      xml.writeAttribute("message", Display.shown(finding.message()));
      xml.writeAttribute("type", finding.code().id());
    }
    xml.writeCharacters(words.print(List.of(finding)));
    xml.writeEndElement();
  }

  private static void counts(int cases, List<Diagnostic> findings, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(cases));
    xml.writeAttribute("failures", Integer.toString(Summary.of(findings).errors()));
    xml.writeAttribute("errors", "0");
  }

  private static void newLine(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n");
  }
}
