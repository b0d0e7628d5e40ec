package io.gathergateway.cli;

import io.gathergateway.cli.FlowTests.Played;
import io.gathergateway.cli.FlowTests.Result;
import io.gathergateway.rehearsal.Deviation;
import io.gathergateway.yaml.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What {@code flow test} found, as JUnit's XML: a suite for each file, a test for each scenario. */
final class JunitFile {
    private JunitFile() {}

    static void write(Path file, List<Result> results) throws IOException {
        Files.writeString(file, xml(results));
    }

    static String xml(List<Result> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Result result : results) {
                switch (result) {
                    case Result.Ran ran -> suite(xml, ran);
                    case Result.Refused wrong -> suite(xml, wrong);
                }
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("JUnit XML cannot be written", e);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, Result.Ran ran) throws XMLStreamException {
        long failed =
                ran.scenarios().stream().filter(played -> !played.passed()).count();
        begin(xml, ran.flow().toString(), ran.scenarios().size(), failed, 0);
        for (Played played : ran.scenarios()) {
            xml.writeStartElement("testcase");
            attribute(xml, "classname", ran.flow().toString());
            attribute(xml, "name", played.scenario().name());
            attribute(xml, "time", String.valueOf(played.tookMillis() / 1000.0));
            if (!played.passed()) {
                found(
                        xml,
                        "failure",
                        played.deviations().stream().map(Deviation::toString).toList());
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** A file with mistakes: one test that could not be run. */
    private static void suite(XMLStreamWriter xml, Result.Refused wrong) throws XMLStreamException {
        begin(xml, wrong.file().toString(), 1, 0, 1);
        xml.writeStartElement("testcase");
        attribute(xml, "classname", wrong.file().toString());
        attribute(xml, "name", "the file has no mistakes");
        attribute(xml, "time", "0.0");
        found(
                xml,
                "error",
                wrong.problems().list().stream().map(Problem::toString).toList());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void begin(XMLStreamWriter xml, String name, long tests, long failures, long errors)
            throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", name);
        attribute(xml, "tests", String.valueOf(tests));
        attribute(xml, "failures", String.valueOf(failures));
        attribute(xml, "errors", String.valueOf(errors));
        attribute(xml, "skipped", "0");
    }

    private static void found(XMLStreamWriter xml, String element, List<String> what) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(xml, "message", what.getFirst());
        xml.writeCharacters(clean(String.join("\n", what)));
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    /** XML 1.0 has no form for most control characters and for halves of a pair. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .map(c ->
                        c == '\t' || c == '\n' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) || c > 0xFFFF
                                ? c
                                : 0xFFFD)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
