package io.gathergateway.telnyx.command;

/** A header of a SIP message. */
public record SipHeader(String name, String value) implements Part {
    @Override
    public void check(Checks checks) {
        checks.required("name", name).rule(value != null, "value", "is required");
    }
}
