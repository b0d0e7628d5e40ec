package io.gathergateway.rehearsal;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decider;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.scenario.Upsets;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * Plays a scenario from its first event to the last, in virtual time. Pure: the same flows and the same scenario give the
 * same story. Bounds: five hours of virtual time, 2,000 events.
 */
public final class Rehearsal {
    private static final Duration LONGEST = Duration.ofHours(5);
    private static final int MOST_EVENTS = 2_000;

    private final FlowSet flows;
    private final Scenario scenario;
    private final Story story = new Story();
    private final Agenda agenda;
    private final Upsets upsets;
    private final Switchboard telnyx;
    private final Person person;
    private final Backend backend;
    private final Desk desk;

    private Rehearsal(FlowSet flows, Scenario scenario) {
        this.flows = flows;
        this.scenario = scenario;
        this.agenda = new Agenda(scenario.start().at().toEpochMilli());
        this.upsets = new Upsets(scenario.faults());
        this.telnyx = new Switchboard(agenda, scenario, story, webhook -> desk().webhook(webhook));
        this.person = new Person(agenda, story, telnyx, event -> desk().outside(event), scenario.does());
        telnyx.meet(person);
        this.backend = new Backend(agenda, story, scenario.place(), scenario.backend());
        Decider decider = new Decider(AssistantVoice.DEFAULT, bug -> {
            throw bug;
        });
        this.desk = new Desk(agenda, decider, flows, key(scenario), story, upsets, telnyx::command, backend);
    }

    private Desk desk() {
        return desk;
    }

    /** What a scenario's call is called. The session of an incoming call has Telnyx's id in life; here any will do. */
    public static SessionKey key(Scenario scenario) {
        return new SessionKey(UUID.nameUUIDFromBytes(scenario.name().getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    /** Plays one scenario; what is not as it says is in the story's deviations. */
    public static Story play(FlowSet flows, Scenario scenario) {
        return new Rehearsal(flows, scenario).play();
    }

    private Story play() {
        begin();
        while (agenda.passed() < LONGEST.toMillis() && desk.events() < MOST_EVENTS && agenda.next()) {
            CallSession now = desk.session();
            if (story.lasted == 0 && now != null && now.stage() == Stage.ENDED) {
                story.lasted = agenda.passed();
            }
        }
        person.ended();
        Unproven.of(flows.main(), scenario, upsets, backend, telnyx, desk).forEach(story::deviates);
        new Verdict(scenario, story).judge();
        judgeTheCall();
        return story;
    }

    private void begin() {
        switch (scenario.start()) {
            case Start.Incoming call -> telnyx.incoming(call.from(), call.to());
            case Start.Placed place ->
                desk.happens(new SessionEvent.PlaceCall(
                        key(scenario), flows.main().name(), "connection", place.to(), place.from(), place.with()));
        }
    }

    private void judgeTheCall() {
        CallSession session = desk.session();
        if (session == null) {
            story.deviates(new Deviation(scenario.place(), "no flow answers this call"));
            return;
        }
        if (session.stage() != Stage.ENDED) {
            story.deviates(new Deviation(
                    scenario.place(), "the call never ended: it is " + session.stage() + " at step " + session.step()));
        }
        desk.firstDifference()
                .ifPresent(version -> story.deviates(
                        new Deviation(scenario.place(), "a replay of the journal differs at version " + version)));
    }
}
