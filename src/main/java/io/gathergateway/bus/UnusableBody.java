package io.gathergateway.bus;

/**
 * A signed webhook that is no event. Nobody waits for an answer.
 *
 * @param defect what is wrong with it, a word of a closed set
 * @param body its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, compared never
public record UnusableBody(String defect, byte[] body) {}
