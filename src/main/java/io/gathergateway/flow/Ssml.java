package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Checks that SSML is well-formed XML: what is not, the voice refuses in the middle of a call. Expressions count as
 * letters, for what they bring is escaped. Document types and what they name from outside are never read.
 */
final class Ssml {
    private static final Pattern WHOLE = Pattern.compile("\\s*<speak[\\s>].*</speak>\\s*", Pattern.DOTALL);
    private static final Pattern BARE_AMPERSAND =
            Pattern.compile("&(?!(amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)");
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private Ssml() {}

    /** Reports the first thing that is wrong, at its place. */
    static void check(YamlNode.Scalar scalar, Problems problems) {
        String text = scalar.text();
        if (!WHOLE.matcher(text).matches()) {
            problems.add(scalar.place(), "this is no SSML", "write \"<speak>…</speak>\", or text: for plain text");
            return;
        }
        String masked = masked(text);
        Reader reader = new Reader(masked);
        int wrong = masked.isEmpty() ? -1 : reader.read();
        if (wrong < 0) {
            return;
        }
        Matcher ampersand = BARE_AMPERSAND.matcher(masked);
        Element open = reader.open.peek();
        if (ampersand.find() && ampersand.start() <= wrong) {
            problems.add(
                    scalar.placeOf(ampersand.start()), "a & that begins no character of XML", "write &amp; for it");
        } else if (open != null && masked.lastIndexOf("</", wrong) >= masked.lastIndexOf('>', wrong - 1)) {
            problems.add(
                    scalar.placeOf(open.at()),
                    "the element " + open.name() + " is not closed",
                    "close it: <" + open.name() + "/>, or </" + open.name() + "> behind what it holds");
        } else {
            problems.add(
                    scalar.placeOf(Math.max(0, masked.lastIndexOf('<', wrong - 1))),
                    "the SSML is not well-formed here",
                    "put attributes in quotes, close every element, and write &lt; for <");
        }
    }

    /** Letters in place of the expressions, of the same length; nothing where one is not closed, which is told elsewhere. */
    private static String masked(String text) {
        StringBuilder masked = new StringBuilder(text);
        int at = text.indexOf("${");
        while (at >= 0) {
            int end = at + 2;
            if (at == 0 || text.charAt(at - 1) != '$') {
                end = TemplateCompiler.end(text, at + 2);
                if (end < 0) {
                    return "";
                }
                for (int i = at; i <= end; i++) {
                    masked.setCharAt(i, text.charAt(i) == '\n' ? '\n' : 'x');
                }
            }
            at = text.indexOf("${", end);
        }
        return masked.toString();
    }

    /** An element whose end was not read yet, and where its {@code <} stands. */
    private record Element(String name, int at) {}

    /** Reads a text once, and knows what was open where it stopped. */
    private static final class Reader extends DefaultHandler {
        private final String text;
        private final Deque<Element> open = new ArrayDeque<>();
        private @Nullable Locator locator;

        Reader(String text) {
            this.text = text;
        }

        /** Where the text stops to be XML; below 0 for nowhere. */
        int read() {
            try {
                parser().parse(new InputSource(new StringReader(text)), this);
                return -1;
            } catch (SAXParseException e) {
                return offset(e.getLineNumber(), e.getColumnNumber());
            } catch (SAXException | IOException e) {
                return 0;
            }
        }

        private static SAXParser parser() throws SAXException {
            try {
                SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                factory.setFeature(NO_DOCTYPE, true);
                return factory.newSAXParser();
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException("the platform's XML parser lacks a feature it had", e);
            }
        }

        @Override
        public void setDocumentLocator(Locator given) {
            locator = given;
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            int behind = locator == null ? 0 : offset(locator.getLineNumber(), locator.getColumnNumber());
            open.push(new Element(name, Math.max(0, text.lastIndexOf('<', behind - 1))));
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            open.pop();
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }

        /** Of a line and a column that count from 1. */
        private int offset(int line, int column) {
            int start = 0;
            for (int i = 1; i < line && text.indexOf('\n', start) >= 0; i++) {
                start = text.indexOf('\n', start) + 1;
            }
            return Math.clamp((long) start + column - 1, 0, text.length());
        }
    }
}
