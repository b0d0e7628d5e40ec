package io.gathergateway.flow;

import java.util.Map;

/**
 * A language a flow can speak.
 *
 * @param tag as Telnyx names it, such as en-US
 * @param voice as Telnyx names it
 * @param prompts by key; every language of a flow has the same keys, and none is {@link Prompt.Keyed}
 */
public record Language(String tag, String voice, Map<String, Prompt> prompts) {}
