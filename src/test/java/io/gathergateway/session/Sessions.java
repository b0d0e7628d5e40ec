package io.gathergateway.session;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.SessionCodec;

/** Sessions for tests of what becomes of them. */
final class Sessions {
    private Sessions() {}

    /** One of a call that runs on this revision. */
    static CallSession on(String revision) {
        return SessionCodec.read("""
                {"id":"call-1","version":3,"revision":"%s","startedAt":0,"legs":{},"stage":"RUNNING","steps":1,
                 "tries":0,"noInput":0,"noMatch":0,"hangUps":0,"assistant":false,"timers":{},"variables":{}}
                """.formatted(revision));
    }
}
