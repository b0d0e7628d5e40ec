package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Another leg in an assistant's conversation, in the role of a user.
 *
 * @param id the leg's call_control_id
 * @param onHangup Telnyx's default is to continue
 */
public record Participant(
        String id, @Nullable String name, @Nullable OnHangup onHangup) implements Part {
    public enum OnHangup implements Wire {
        CONTINUE_CONVERSATION,
        END_CONVERSATION
    }

    @JsonProperty("role")
    String role() {
        return "user";
    }

    @Override
    public void check(Checks checks) {
        checks.required("id", id);
    }
}
