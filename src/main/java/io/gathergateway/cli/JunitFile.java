package io.gathergateway.cli;

import io.gathergateway.cli.FlowTests.Played;
import io.gathergateway.cli.FlowTests.Result;
import io.gathergateway.rehearsal.Deviation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What {@code flow test} found, as JUnit's XML: a suite for each flow, a test for each scenario. */
final class JunitFile {
    private JunitFile() {}

    static void write(Path file, List<Result.Ran> runs) throws IOException {
        Files.writeString(file, xml(runs));
    }

    static String xml(List<Result.Ran> runs) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Result.Ran ran : runs) {
                suite(xml, ran);
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
        xml.writeStartElement("testsuite");
        attribute(xml, "name", ran.flow().toString());
        attribute(xml, "tests", String.valueOf(ran.scenarios().size()));
        attribute(xml, "failures", String.valueOf(failed));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", "0");
        for (Played played : ran.scenarios()) {
            xml.writeStartElement("testcase");
            attribute(xml, "classname", ran.flow().toString());
            attribute(xml, "name", played.scenario().name());
            attribute(xml, "time", String.valueOf(played.tookMillis() / 1000.0));
            if (!played.passed()) {
                xml.writeStartElement("failure");
                attribute(xml, "message", played.deviations().getFirst().toString());
                xml.writeCharacters(clean(
                        played.deviations().stream().map(Deviation::toString).collect(Collectors.joining("\n"))));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
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
