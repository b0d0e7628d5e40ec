package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** An enum whose constants have a spelling of Telnyx's: the lower-case name, unless the enum says otherwise. */
interface Wire {
    String name();

    @JsonValue
    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
