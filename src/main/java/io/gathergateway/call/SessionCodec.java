package io.gathergateway.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A session as JSON text. Fields this release does not know are skipped, and words it does not know are read as the one
 * that ends the call soonest, so that the release after can be rolled back.
 */
public final class SessionCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            // What expressions work with, so that a stored session is equal to the one that was written.
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(CallSession.class);
    private static final ObjectReader READER = MAPPER.readerFor(CallSession.class);

    private SessionCodec() {}

    public static String write(CallSession session) {
        try {
            return WRITER.writeValueAsString(session);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a session can always be written", e);
        }
    }

    /** Throws {@link IllegalStateException} on text that no release wrote. */
    public static CallSession read(String json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored session cannot be read", e);
        }
    }
}
