package io.gathergateway.session;

import io.gathergateway.call.SessionKey;
import java.time.Instant;
import java.time.InstantSource;

/** What time it is, for the pod and in a call. Decisions go by the call's; nothing else does. */
public interface CallClock extends InstantSource {
    /** What time it is in a call. */
    Instant instant(SessionKey call);

    /** It is the same time everywhere. */
    static CallClock of(InstantSource clock) {
        return new CallClock() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public Instant instant(SessionKey call) {
                return clock.instant();
            }
        };
    }
}
