package io.gathergateway.telnyx;

/** What became of a command at Telnyx, as far as the call is concerned. */
public sealed interface CommandResult {
    /** 2xx: accepted; the effect is told by a webhook. */
    record Accepted() implements CommandResult {}

    /** 404, or 422 with code 90018: the call is over, which is not an error. */
    record CallOver() implements CommandResult {}

    /** 422 with code 90034: the leg is not answered yet. */
    record NotAnswered() implements CommandResult {}

    /** Any other verdict that no repetition changes. {@code code} is Telnyx's, or empty where the body had none. */
    record Refused(int status, String code) implements CommandResult {}

    /** Every try ended without a verdict (5xx, reset, silence): whether it took effect is unknown. */
    record Unconfirmed() implements CommandResult {}

    /** Its deadline passed before it could be sent; it had no effect. */
    record Expired() implements CommandResult {}
}
