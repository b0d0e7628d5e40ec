package io.gathergateway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.scenario.Scenario.Upset;
import io.gathergateway.yaml.Problems;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of scenarios may say, and that its mistakes are told with place and cure. */
class ScenarioReaderTest {
    @Test
    void everyKeyIsRead() {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioReader.read("f.test.yaml", """
                scenarios:
                  one:
                    call: { from: "+13125550107", to: "+13125550108", at: "2026-11-24T10:00:00-06:00" }
                    does:
                      - hears: Welcome
                      - press: "1"
                      - silent: true
                      - answer: { name: Ada }
                      - wait: 5s
                      - event: { name: payment, data: { ok: true } }
                      - assistant_ends: true
                      - hang_up: true
                    others: { "+13125550141": no_answer }
                    queue: { taken: 20s }
                    backend:
                      - { post: "https://crm.example.com/callbacks", status: 201, body: { id: 7 }, after: 3s, times: 1 }
                      - { get: "https://crm.example.com/*", fails: true }
                      - { delete: "https://crm.example.com/x", degraded: true }
                    faults:
                      - { lose: call.speak.ended, nth: 1 }
                      - { double: call.gather.ended }
                      - { delay: call.gather.ended, by: 3s }
                      - { refuse: gather_using_ai, status: 422, code: "90012" }
                    expect:
                      heard: [ Welcome, Good-bye ]
                      steps: [ a, b ]
                      commands: [ answer ]
                      variables: { account: "007" }
                      ended_by: caller
                      handed_to: "+13125550141"
                  two:
                    place: { with: { name: Ada, n: 3 }, answered_by: machine }
                    queue: never
                """, problems);

        assertThat(problems.render()).isEmpty();
        Scenario one = scenarios.getFirst();
        assertThat(one.start())
                .isEqualTo(new Start.Incoming("+13125550107", "+13125550108", Instant.parse("2026-11-24T16:00:00Z")));
        assertThat(one.does()).hasSize(8);
        assertThat(one.does().getFirst().place()).hasToString("f.test.yaml:5:9");
        assertThat(one.does().get(4).value()).isEqualTo(new Line.Wait(5000));
        assertThat(one.queueTaken()).isEqualTo(20_000);
        assertThat(one.backend()).hasSize(3);
        assertThat(one.backend().get(1).takes("GET", "https://crm.example.com/7"))
                .isTrue();
        assertThat(one.backend().getFirst().takes("POST", "https://crm.example.com/callbacks/7"))
                .isFalse();
        assertThat(one.faults().get(3).value()).isEqualTo(new Upset.Refuse("gather_using_ai", 0, 422, "90012"));
        assertThat(one.expect().heard()).hasSize(2);
        assertThat(scenarios.get(1).start()).isInstanceOfSatisfying(Start.Placed.class, placed -> {
            assertThat(placed.with()).containsEntry("name", "Ada").containsEntry("n", 3L);
            assertThat(placed.answeredBy()).isEqualTo("machine");
        });
        assertThat(scenarios.get(1).queueTaken()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | 1:1   | the file needs scenarios
            scenarios: { a: }                                         | 1:14  | the scenario 'a' says nothing
            scenarios: { a: { dose: [] } }                            | 1:19  | unknown key 'dose' in a
            scenarios: { a: { does: [ { pres: "1" } ] } }             | 1:29  | a line of does is one thing, not 'pres'
            scenarios: { a: { does: [ { press: x } ] } }              | 1:29  | these are not keys: 'x'
            scenarios: { a: { does: [ { press: "1", wait: 1s } ] } }  | 1:27  | a line of does is one thing, not press and wait
            scenarios: { a: { does: [ { silent: false } ] } }         | 1:29  | silent can only be true
            scenarios: { a: { does: [ { wait: soon } ] } }            | 1:35  | wait must be a duration
            scenarios: { a: { does: [ { event: { } } ] } }            | 1:36  | event needs name
            scenarios: { a: { call: { at: noon } } }                  | 1:27  | at is 'noon', which is no moment
            scenarios: { a: { call: { }, place: { } } }               | 1:30  | a scenario is a call or a placed call
            scenarios: { a: { others: { "+1": asleep } } }            | 1:35  | is 'asleep'
            scenarios: { a: { queue: soon } }                         | 1:19  | queue is text
            scenarios: { a: { backend: [ { status: 200 } ] } }        | 1:30  | backend needs one of get
            scenarios: { a: { backend: [ { get: u, status: 99 } ] } } | 1:48  | status is 99
            scenarios: { a: { backend: [ { get: u, fails: true, degraded: true } ] } } | 1:53 | has no fails
            scenarios: { a: { faults: [ { lose: x, by: 3s } ] } }     | 1:40  | unknown key 'by'
            scenarios: { a: { faults: [ { delay: x } ] } }            | 1:29  | faults needs by
            scenarios: { a: { expect: { ended_by: me } } }            | 1:39  | ended_by is 'me'
            scenarios: { a: { expect: { variables: { x: } } } }       | 1:42  | nothing is said of the variable 'x'
            """)
    void aMistakeIsToldAtItsPlace(String text, String place, String what) {
        Problems problems = new Problems();
        ScenarioReader.read("f", text, problems);

        assertThat(problems.list()).anySatisfy(problem -> {
            assertThat(problem.place()).hasToString("f:" + place);
            assertThat(problem.what()).contains(what);
            assertThat(problem.cure()).isNotBlank();
        });
    }
}
