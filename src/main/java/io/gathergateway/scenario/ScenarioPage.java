package io.gathergateway.scenario;

/** The keys of a file of scenarios as a page of text, for people. A test holds it against the readers. */
public final class ScenarioPage {
    private static final String TEXT = """
            A file of scenarios, <flow>.test.yaml (= otherwise; every key may be left out but scenarios):
              scenarios: by name:

                call: somebody calls
                  from: (= +13125550101)
                  to: (= +13125550100)
                  at: a moment with its offset (= "2026-01-07T12:00:00-06:00", a Wednesday)
                place: we call, in the place of call; from, to and at as above, the other way round
                  with: what the flow takes, by name; checked as when a call is placed in life
                  answered_by: Telnyx's word for who answers (= human), such as machine

                does: one after the other, each when its moment has come:
                  hears: the caller hears something that contains this, said after the line before; SSML with or without its tags
                  press: keys, "1" or "18002345#", when keys are asked for, a message is recorded or an assistant listens
                  silent: true; lets the next question pass
                  answer: { name: value }; tells the voice assistant these
                  wait: a duration
                  event: something from outside: name, and data where it has some; a step must wait for it
                  assistant_ends: true; the assistant ends the conversation by itself
                  hang_up: true

                others: by number or address, how whoever the gateway calls reacts (= answers); each must be called:
                  answers, busy, no_answer, or leaves (answers, talks for three seconds, hangs up)
                queue: never, or { taken: 20s }; whether and when somebody takes the caller out of a queue (= never)

                backend: replies, the first that fits counts; a request without one deviates:
                  get, post, put, patch or delete: the whole address; one that ends in * is for all that begin so. One
                    without * must be asked for
                  status: (= 200)
                  body: any value
                  after: how long it takes (= 50ms)
                  times: how many requests it answers, attempts counted each (= all)
                  fails: true; the connection breaks, in the place of status and body
                  degraded: true; it failed too often lately and is not asked

                faults: what goes wrong; each must come to pass:
                  lose, double or delay: a type of webhook, such as call.speak.ended
                  by: how late it comes, beside delay
                  refuse: a command, such as gather_using_ai
                  status, code: Telnyx's, beside refuse (= 422, "10027")
                  nth: the how many-th only, counted from 1 (= every one)

                expect: what must come of it; what is left out is not checked:
                  heard: each contained in something the caller heard, in this order; SSML with or without its tags
                  steps: all that were entered, in this order: step, flow/step, or { step: outcome } for one that must be
                    left so
                  commands: the names of all that were sent, in this order; http for a question to the backend
                  variables: by name or path, the last value each had; of an object what is named
                  ended_by: caller, gateway, or transfer (somebody else talks with the caller)
                  handed_to: the number, the address or the queue
            """;

    private ScenarioPage() {}

    /** The page; lines end with a line break. */
    public static String text() {
        return TEXT;
    }
}
