package io.gathergateway.telnyx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 8259 JSON and nothing besides it: exactly one value in well-formed UTF-8, no byte order mark, no comment, no
 * repeated key, no NaN; nesting, names and numbers are bounded ({@link Problem} names each refusal).
 *
 * <p>Whatever it returns can be written again as UTF-8 and reads back equal: escapes of half a surrogate pair, which
 * JSON allows and which cut-off transcripts contain, become U+FFFD.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 64;
    private static final int MAX_STRING_LENGTH = 256 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Names are neither interned nor shared between documents: a sender must not fill a table of ours. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .build();

    private StrictJson() {}

    /** The outcome of reading. */
    public sealed interface Parsed {
        /** The value; treat it as immutable. */
        record Tree(JsonNode value) implements Parsed {}

        /** Not JSON as we take it. */
        record Malformed(Problem problem) implements Parsed {}
    }

    /** Why a document was refused; holds nothing of the document. */
    public enum Problem {
        /** Overlong forms, surrogates, UTF-16 and the like. */
        NOT_UTF8,
        /** It begins with a byte order mark. */
        BYTE_ORDER_MARK,
        /** It does not follow the grammar, or ends early. */
        SYNTAX,
        /** A key stands twice in one object. */
        DUPLICATE_KEY,
        /** Something follows the value. */
        TRAILING_CONTENT,
        /** Nested over 64 deep, a name over 256 or a number over 64 characters, a string over 256 Ki characters. */
        TOO_LARGE,
        /** A fraction or power that no double can hold. */
        NUMBER_OUT_OF_RANGE
    }

    public static Parsed parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /** Reads {@code length} bytes from {@code offset}; the array is not kept. */
    public static Parsed parse(byte[] bytes, int offset, int length) {
        CharBuffer text;
        try {
            // Jackson's own UTF-8 decoder lets overlong forms pass; the JDK's, told to report, does not.
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException e) {
            return new Parsed.Malformed(Problem.NOT_UTF8);
        }
        if (!text.isEmpty() && text.get(0) == BYTE_ORDER_MARK) {
            return new Parsed.Malformed(Problem.BYTE_ORDER_MARK);
        }
        return read(text);
    }

    private static Parsed read(CharBuffer text) {
        try (JsonParser parser = FACTORY.createParser(text.array(), text.arrayOffset(), text.length())) {
            JsonNode value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                return new Parsed.Malformed(Problem.TRAILING_CONTENT);
            }
            return new Parsed.Tree(value);
        } catch (Refused e) {
            return new Parsed.Malformed(e.problem);
        } catch (StreamConstraintsException e) {
            return new Parsed.Malformed(Problem.TOO_LARGE);
        } catch (JsonParseException e) {
            return new Parsed.Malformed(Problem.SYNTAX);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Recursion is bounded by the parser's own limit of depth. */
    private static JsonNode value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (token) {
            case START_OBJECT -> object(parser, nodes.objectNode());
            case START_ARRAY -> array(parser, nodes.arrayNode());
            case VALUE_STRING -> nodes.textNode(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT -> integer(parser, nodes);
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(finite(parser.getDoubleValue()));
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            case null -> throw new Refused(parser, Problem.SYNTAX);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new Refused(parser, Problem.SYNTAX);
        };
    }

    private static JsonNode object(JsonParser parser, ObjectNode object) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wellFormed(parser.currentName());
            if (object.has(name)) {
                throw new Refused(parser, Problem.DUPLICATE_KEY);
            }
            object.set(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static JsonNode array(JsonParser parser, ArrayNode array) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser, JsonNodeFactory nodes) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> nodes.numberNode(parser.getBigIntegerValue());
        };
    }

    private static double finite(double number) throws Refused {
        if (!Double.isFinite(number)) {
            throw new Refused(null, Problem.NUMBER_OUT_OF_RANGE);
        }
        return number;
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutHalves(text);
            }
        }
        return text;
    }

    private static String withoutHalves(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Refused extends JsonParseException {
        private static final long serialVersionUID = 1;
        private final Problem problem;

        Refused(@Nullable JsonParser parser, Problem problem) {
            super(parser, problem.name());
            this.problem = problem;
        }
    }
}
