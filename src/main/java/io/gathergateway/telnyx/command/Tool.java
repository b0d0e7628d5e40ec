package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an assistant may do, told apart by {@code type}; its parameters lie under the same name, as Telnyx has them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "book_appointment", value = Tool.BookAppointment.class),
    @JsonSubTypes.Type(name = "check_availability", value = Tool.CheckAvailability.class),
    @JsonSubTypes.Type(name = "hangup", value = Tool.Hangup.class),
    @JsonSubTypes.Type(name = "retrieval", value = Tool.Retrieval.class),
    @JsonSubTypes.Type(name = "transfer", value = Tool.Transfer.class),
    @JsonSubTypes.Type(name = "webhook", value = Tool.Webhook.class)
})
public sealed interface Tool extends Part {
    /** Books an appointment at cal.com. */
    record BookAppointment(Appointment bookAppointment) implements Tool {
        @Override
        public void check(Checks checks) {
            checks.required("book_appointment", bookAppointment).part("book_appointment", bookAppointment);
        }
    }

    record Appointment(
            Integer eventTypeId,
            String apiKeyRef,
            @Nullable String attendeeName,
            @Nullable String attendeeTimezone) implements Part {
        @Override
        public void check(Checks checks) {
            checks.required("event_type_id", eventTypeId).required("api_key_ref", apiKeyRef);
        }
    }

    /** Asks cal.com for free times. */
    record CheckAvailability(Availability checkAvailability) implements Tool {
        @Override
        public void check(Checks checks) {
            checks.required("check_availability", checkAvailability).part("check_availability", checkAvailability);
        }
    }

    record Availability(Integer eventTypeId, String apiKeyRef) implements Part {
        @Override
        public void check(Checks checks) {
            checks.required("event_type_id", eventTypeId).required("api_key_ref", apiKeyRef);
        }
    }

    /** Ends the call. */
    record Hangup(Description hangup) implements Tool {
        @Override
        public void check(Checks checks) {
            checks.required("hangup", hangup);
        }
    }

    record Description(@Nullable String description) {}

    /** Looks something up in the account's storage. */
    record Retrieval(Buckets retrieval) implements Tool {
        @Override
        public void check(Checks checks) {
            checks.required("retrieval", retrieval).part("retrieval", retrieval);
        }
    }

    record Buckets(List<String> bucketIds, @Nullable Integer maxNumResults) implements Part {
        @Override
        public void check(Checks checks) {
            checks.required("bucket_ids", bucketIds).range("max_num_results", maxNumResults, 1, Checks.FOREVER);
        }
    }

    /** Hands the caller over. */
    record Transfer(TransferTargets transfer) implements Tool {
        @Override
        public void check(Checks checks) {
            checks.required("transfer", transfer).part("transfer", transfer);
        }
    }

    /** Asks an HTTP service. */
    record Webhook(WebhookTool webhook) implements Tool {
        @Override
        public void check(Checks checks) {
            checks.required("webhook", webhook).part("webhook", webhook);
        }
    }
}
