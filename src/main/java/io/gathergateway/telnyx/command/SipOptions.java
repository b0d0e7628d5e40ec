package io.gathergateway.telnyx.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call is placed over SIP. Its fields stand directly in the command.
 *
 * @param customHeaders of the SIP INVITE
 * @param fromDisplayName the caller's name, at most 128 letters, digits, spaces and {@code -_~!.+}
 * @param mediaEncryption Telnyx's default is disabled
 * @param preferredCodecs names with commas between, the preferred first
 * @param privacy id hides the caller's number
 * @param sendDigitsOnAnswer played when the other side answers, at most 64 of {@code 0-9 A-D * # w W}
 * @param sipAuthPassword for SIP challenges, with {@code sipAuthUsername}
 * @param sipHeaders of the SIP INVITE; Telnyx takes User-to-User only
 * @param sipRegion Telnyx's default is US
 * @param sipTransportProtocol Telnyx's default is UDP
 */
@CommandBuilder
public record SipOptions(
        @Nullable List<SipHeader> customHeaders,
        @Nullable String fromDisplayName,
        @Nullable Encryption mediaEncryption,
        @Nullable String preferredCodecs,
        @Nullable Privacy privacy,
        @Nullable String sendDigitsOnAnswer,
        @Nullable String sipAuthPassword,
        @Nullable String sipAuthUsername,
        @Nullable List<SipHeader> sipHeaders,
        @Nullable Region sipRegion,
        @Nullable Transport sipTransportProtocol)
        implements Part {
    private static final String NAME_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -_~!.+";

    public enum Encryption implements Wire {
        DISABLED,
        SRTP,
        DTLS;

        @Override
        public String wire() {
            return this == DISABLED ? "disabled" : name();
        }
    }

    public enum Privacy implements Wire {
        ID,
        NONE
    }

    public enum Region implements Wire {
        US("US"),
        EUROPE("Europe"),
        CANADA("Canada"),
        AUSTRALIA("Australia"),
        MIDDLE_EAST("Middle East");

        private final String wire;

        Region(String wire) {
            this.wire = wire;
        }

        @Override
        public String wire() {
            return wire;
        }
    }

    public enum Transport implements Wire {
        UDP,
        TCP,
        TLS;

        @Override
        public String wire() {
            return name();
        }
    }

    @Override
    public void check(Checks checks) {
        checks.parts("custom_headers", customHeaders)
                .length("from_display_name", fromDisplayName, 1, 128)
                .characters("from_display_name", fromDisplayName, NAME_CHARACTERS)
                .length("send_digits_on_answer", sendDigitsOnAnswer, 1, 64)
                .characters("send_digits_on_answer", sendDigitsOnAnswer, Dtmf.TONES)
                .userToUser("sip_headers", sipHeaders);
    }
}
