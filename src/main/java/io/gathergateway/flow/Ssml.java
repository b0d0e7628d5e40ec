package io.gathergateway.flow;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Whether SSML can be spoken: what is no XML, Telnyx would refuse in the middle of a call. */
final class Ssml {
    private static final String ROOT = "speak";

    private Ssml() {}

    /** What is wrong with a text, every expression of it standing for a word; empty where nothing is. */
    static Optional<String> fault(Template template) {
        String text = template.withWords("x").strip();
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
            boolean first = true;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && first) {
                    first = false;
                    if (!xml.getLocalName().equals(ROOT)) {
                        return Optional.of("it begins with " + xml.getLocalName());
                    }
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            // The reason stands on the last line, below where it was.
            String reason = String.valueOf(e.getMessage());
            return Optional.of(reason.substring(reason.lastIndexOf('\n') + 1)
                    .replace("Message: ", "")
                    .strip());
        }
    }

    /** Reads nothing but the text itself. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
