package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.flow.Written.PLAIN;
import static io.gathergateway.flow.Written.computed;
import static io.gathergateway.flow.Written.flow;
import static io.gathergateway.flow.Written.mapping;
import static io.gathergateway.flow.Written.say;
import static io.gathergateway.flow.Written.set;
import static io.gathergateway.flow.Written.variable;
import static io.gathergateway.flow.Written.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.Digits;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Retries;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Variable;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the caller types in confidence: unreadable in the journal, and gone in time. */
class SensitiveTest {
    private static final String PIN = "4711";
    private static final String JOURNAL_KEY = Base64.getEncoder().encodeToString(new byte[Seal.KEY_BYTES]);

    private final Play play = Play.answered(flows());

    @Test
    void whatIsTypedIsSensitiveAlsoWhenItDoesNotFitOrComesLate() {
        String first = play.lastState();
        assertThat(play.on(gathered("3", first, "valid", "47")).sensitive()).isTrue();
        Decision fits = play.on(gathered("4", play.lastState(), "valid", PIN));
        assertThat(fits.sensitive()).isTrue();
        assertThat(play.session().variables()).containsEntry("pin", PIN).doesNotContainKey("input");
        assertThat(play.on(gathered("5", first, "valid", PIN)).sensitive()).isTrue();
        assertThat(fits.timers()).contains(new TimerChange.Start("forget:pin", Variable.KEEP));
    }

    @Test
    void whatIsTypedWhenTheCallerHangsUpIsSensitiveAfterTheEndToo() {
        String state = play.lastState();
        play.on(TestCall.hungUp("3", TestCall.LEG, "normal_clearing"));
        Decision late = play.on(gathered("4", state, "call_hangup", "471"));
        assertThat(late.reason()).isEqualTo(Decision.Ignored.CALL_ENDED);
        assertThat(late.sensitive()).isTrue();
    }

    @Test
    void itIsForgottenWhenItsTimeIsUp() {
        play.on(gathered("3", null, "valid", PIN));
        play.on(play.dueTimer("forget:pin"));
        assertThat(play.session().variables()).doesNotContainKey("pin");
        assertThat(play.session().timers()).doesNotContainKey("forget:pin");
    }

    @Test
    void itIsForgottenOnceTheBackendGotIt() {
        play.on(gathered("3", null, "valid", PIN));
        Turn turn = new Turn(flows(), play.session(), AssistantVoice.DEFAULT, 0);
        Secrets.forgetUsed(turn, Values.expressions(mapping("pin", computed("pin"))));
        CallSession next = Objects.requireNonNull(turn.decided(null).next());
        assertThat(SessionCodec.write(next)).doesNotContain(PIN);
        assertThat(next.timers()).doesNotContainKey("forget:pin");
    }

    @Test
    void theKeyOfTheJournalGoesWithTheLastSensitiveValue() {
        play.on(gathered("3", null, "valid", PIN));
        CallSession held = play.session().withJournalKey(JOURNAL_KEY);
        Decision kept = play.decider.decide(play.flows, held, TestCall.external("x", "x", null), 0);
        assertThat(kept.next()).extracting(CallSession::journalKey).isEqualTo(JOURNAL_KEY);
        Decision forgot = play.decider.decide(play.flows, held, play.dueTimer("forget:pin"), 0);
        assertThat(forgot.next())
                .isNotNull()
                .extracting(CallSession::journalKey)
                .isNull();
        Decision ended =
                play.decider.decide(play.flows, held, TestCall.hungUp("9", TestCall.LEG, "normal_clearing"), 0);
        assertThat(ended.next()).isNotNull().extracting(CallSession::journalKey).isNull();
        assertThat(ended.next()).isNotNull().extracting(CallSession::variables).isEqualTo(Map.of());
    }

    @Test
    void aSealedLineReplaysWithItsKeyAndStopsTheReplayWithoutIt() {
        SessionEvent event = gathered("3", play.lastState(), "valid", PIN);
        Decision decision = play.on(event);
        List<String> lines = new ArrayList<>(play.journal);
        String sealed = Journal.sealedLine(event, play.now, decision, JOURNAL_KEY, new byte[Seal.NONCE_BYTES]);
        lines.set(2, sealed);
        assertThat(sealed).doesNotContain(PIN);
        assertThat(Journal.replay(play.decider, Flows.among(play.flows), KEY, lines, JOURNAL_KEY))
                .isEqualTo(new Journal.Replay.Same());
        assertThat(Journal.replay(play.decider, Flows.among(play.flows), KEY, lines, null))
                .isEqualTo(new Journal.Replay.Sealed(3));
        String other = Base64.getEncoder()
                .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        assertThat(Journal.replay(play.decider, Flows.among(play.flows), KEY, lines, other))
                .isEqualTo(new Journal.Replay.Sealed(3));
        assertThat(Journal.read(new SessionKey("another"), sealed, JOURNAL_KEY)).isEqualTo(Optional.empty());
    }

    @Test
    void theIdOfAQuestionTellsNothingOfASecretInIt() {
        assertThat(calloutId("{\"pin\":\"4711\"}")).isEqualTo(calloutId("{\"pin\":\"4712\"}"));
    }

    private static String calloutId(String body) {
        return new Outgoing(KEY, "r", 1, AssistantVoice.DEFAULT)
                .callout(
                        "http.1",
                        "step",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        new OutboxCommand.Request("POST", "https://crm/", body),
                        true)
                .commandId();
    }

    private static FlowSet flows() {
        Step.Gather gather = new Step.Gather(
                "ask",
                say("Your PIN?"),
                new Retries(3, List.of(), List.of()),
                new Digits(4, 4, "0123456789", "#"),
                Duration.ofSeconds(6),
                Duration.ofSeconds(4),
                null,
                "pin",
                true,
                Map.of(),
                PLAIN,
                ways("next: on", "exhausted: on", "failed: on"));
        return set(flow(
                "test",
                null,
                List.of(variable("pin", null, true)),
                gather,
                new Step.Wait("on", null, Duration.ofHours(1), null, null, ways("next: on", "timeout: on"))));
    }
}
