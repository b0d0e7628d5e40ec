package io.gathergateway.flow;

import java.util.List;

/**
 * How a step asks again. Telnyx gathers once for each try; the tries are counted by the gateway.
 *
 * @param tries all together; when they are used up the outcome is exhausted
 * @param noInput heard after silence: the first, the second …, the last one repeated; empty repeats the prompt
 * @param noMatch heard after input that does not fit, likewise
 */
public record Retries(int tries, List<Prompt> noInput, List<Prompt> noMatch) {}
