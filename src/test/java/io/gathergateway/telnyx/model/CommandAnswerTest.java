package io.gathergateway.telnyx.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Telnyx answers a command, by state of the call, body and repetition. */
class CommandAnswerTest {
    private static final String SPEECH = "{'payload':'Hello','voice':'AWS.Polly.Joanna'}";

    /** Each command's smallest body. */
    private static final Map<String, String> MINIMAL = Map.ofEntries(
            Map.entry("answer", "{}"),
            Map.entry("reject", "{'cause':'USER_BUSY'}"),
            Map.entry("hangup", "{}"),
            Map.entry("client_state_update", "{'client_state':'YWJj'}"),
            Map.entry("speak", SPEECH),
            Map.entry("playback_start", "{'audio_url':'https://example.com/a.mp3'}"),
            Map.entry("playback_stop", "{}"),
            Map.entry("gather", "{}"),
            Map.entry("gather_stop", "{}"),
            Map.entry("gather_using_speak", SPEECH),
            Map.entry("gather_using_audio", "{'media_name':'menu'}"),
            Map.entry("gather_using_ai", "{'parameters':{'type':'object'}}"),
            Map.entry("ai_assistant_start", "{'assistant':{'id':'assistant-1'}}"),
            Map.entry("ai_assistant_stop", "{}"),
            Map.entry("ai_assistant_add_messages", "{'messages':[{'role':'user','content':'Hi'}]}"),
            Map.entry("transfer", "{'to':'+15550199'}"),
            Map.entry("bridge", "{'call_control_id':'v3:other'}"),
            Map.entry("enqueue", "{'queue_name':'support'}"),
            Map.entry("leave_queue", "{}"),
            Map.entry("record_start", "{'format':'mp3','channels':'dual'}"),
            Map.entry("record_stop", "{}"),
            Map.entry("record_pause", "{}"),
            Map.entry("record_resume", "{}"),
            Map.entry("send_dtmf", "{'digits':'1w2'}"),
            Map.entry("transcription_start", "{}"),
            Map.entry("transcription_stop", "{}"));

    static Stream<String> commands() {
        return CommandRules.names().stream().sorted();
    }

    static Stream<String> afterAnswer() {
        return commands()
                .filter(name -> !name.equals("answer") && !name.equals("reject") && !name.equals("client_state_update"))
                .filter(name -> !name.equals("hangup"));
    }

    @ParameterizedTest
    @MethodSource("afterAnswer")
    void beforeTheAnswerACommandIsRefused(String command) {
        assertThat(shown(LegLife.parked().command(command, minimal(command)))).isEqualTo("422 90034");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void afterTheEndEveryCommandIsRefused(String command) {
        assertThat(shown(LegLife.ended().command(command, minimal(command)))).isEqualTo("422 90018");
    }

    @ParameterizedTest
    @MethodSource("afterAnswer")
    void onAnAnsweredCallTheSmallestBodyIsAccepted(String command) {
        LegLife life = LegLife.answered();
        if (command.equals("leave_queue")) {
            life.command("enqueue", minimal("enqueue"));
        }
        Answer answer = life.command(command, minimal(command));

        assertThat(shown(answer)).isEqualTo("200 ok");
        assertThat(answer.effect()).isTrue();
        assertThat(answer.ignored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"answer, 200 ok", "reject, 200 ok", "hangup, 200 ok", "client_state_update, 200 ok"})
    void aParkedCallTakesFewCommands(String command, String answer) {
        assertThat(shown(LegLife.parked().command(command, minimal(command)))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"answer, 422 10027", "reject, 422 10027", "leave_queue, 422 90035", "no_such_command, 404 10005"})
    void whatDoesNotFitTheStateIsRefused(String command, String answer) {
        assertThat(shown(LegLife.answered().command(command, body(MINIMAL.getOrDefault(command, "{}")))))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "gather_using_ai, gather_using_ai, 422 90061",
        "gather_using_ai, ai_assistant_start, 422 90061",
        "ai_assistant_start, gather_using_ai, 422 90061",
        "transcription_start, transcription_start, 422 90054",
        "enqueue, enqueue, 422 90038",
        "gather_using_speak, gather_using_speak, 200 ok",
        "speak, speak, 200 ok",
    })
    void someCommandsCannotBeGivenTwice(String first, String second, String answer) {
        LegLife life = LegLife.answered();
        life.command(first, minimal(first));

        assertThat(shown(life.command(second, minimal(second)))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            speak               | {'voice':'AWS.Polly.Joanna'}                             | 10004 /payload
            speak               | {'payload':'Hi'}                                         | 10004 /voice
            speak               | {'payload':'','voice':'v'}                               | 90010 /payload
            speak               | {'payload':'Hi','voice':'v','payload_type':'html'}       | 90011 /payload_type
            speak               | {'payload':'Hi','voice':'v','service_level':'gold'}      | 90030 /service_level
            speak               | {'payload':'Hi','voice':'v','language':'en'}             | 90013 /language
            speak               | {'payload':'Hi','voice':'v','loop':101}                  | 90009 /loop
            speak               | {'payload':'Hi','voice':'v','stop':'now'}                | 90016 /stop
            speak               | {'payload':'Hi','voice':'v','target_legs':'all'}         | 10032 /target_legs
            gather              | {'minimum_digits':0}                                     | 90022 /minimum_digits
            gather              | {'maximum_digits':129}                                   | 90023 /maximum_digits
            gather              | {'maximum_digits':'4'}                                   | 90023 /maximum_digits
            gather              | {'timeout_millis':0}                                     | 90025 /timeout_millis
            gather              | {'inter_digit_timeout_millis':120001}                    | 90026 /inter_digit_timeout_millis
            gather              | {'initial_timeout_millis':0}                             | 90056 /initial_timeout_millis
            gather              | {'terminating_digit':'##'}                               | 90007 /terminating_digit
            gather              | {'valid_digits':'12A'}                                   | 90008 /valid_digits
            gather              | {'gather_id':''}                                         | 10025 /gather_id
            gather              | {'client_state':'not base64!'}                           | 90017 /client_state
            gather              | {'client_state':7}                                       | 90017 /client_state
            gather_using_speak  | {'payload':'Hi','voice':'v','maximum_tries':129}         | 90024 /maximum_tries
            gather_using_audio  | {}                                                       | 10004 /audio_url
            gather_using_audio  | {'audio_url':'u','media_name':'m'}                       | 10027 /media_name
            gather_using_ai     | {}                                                       | 10004 /parameters
            gather_using_ai     | {'parameters':[]}                                        | 10026 /parameters
            gather_using_ai     | {'parameters':{},'voice':'female'}                       | 90012 /voice
            gather_using_ai     | {'parameters':{},'voice_settings':{'type':'telnyx','voice_speed':3}} | 10033 /voice_settings/voice_speed
            gather_using_ai     | {'parameters':{},'message_history':[{'role':'tool'}]}    | 10032 /message_history/0/role
            ai_assistant_start  | {'assistant':{}}                                         | 10004 /assistant/id
            transfer            | {}                                                       | 10004 /to
            transfer            | {'to':'5550199'}                                         | 10016 /to
            transfer            | {'to':'+15550199','timeout_secs':4}                      | 90028 /timeout_secs
            transfer            | {'to':'+15550199','time_limit_secs':29}                  | 90029 /time_limit_secs
            record_start        | {'format':'ogg','channels':'dual'}                       | 90000 /format
            record_start        | {'format':'mp3','channels':'both'}                       | 90001 /channels
            send_dtmf           | {'digits':'12E'}                                         | 90014 /digits
            send_dtmf           | {'digits':'1','duration_millis':99}                      | 90027 /duration_millis
            enqueue             | {'queue_name':'q','max_size':0}                          | 10033 /max_size
            bridge              | {}                                                       | 10004 /call_control_id
            """)
    void whatIsNotAllowedIsRefusedWithTelnyxsCodeAndPlace(String command, String body, String fault) {
        LegLife life = LegLife.answered();
        Answer answer = life.command(command, body(body));

        JsonNode error = answer.body().path("errors").path(0);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(error.path("code").asText() + " "
                        + error.path("source").path("pointer").asText())
                .isEqualTo(fault);
        assertThat(error.path("title").asText()).isNotBlank();
        assertThat(life.effects).isEmpty();
    }

    @Test
    void aFieldTelnyxDoesNotKnowIsPassedOverAndTold() {
        Answer answer = LegLife.answered().command("hangup", body("{'call_control':'x'}"));

        assertThat(shown(answer)).isEqualTo("200 ok");
        assertThat(answer.ignored()).containsExactly("call_control");
    }

    @Test
    void everyFaultOfABodyIsTold() {
        Answer answer = LegLife.answered().command("speak", body("{'payload_type':'html'}"));

        assertThat(answer.body().path("errors")).hasSize(3);
    }

    @Test
    void anAssistantTellsItsConversation() {
        Answer answer = LegLife.answered().command("gather_using_ai", body("{'parameters':{}}"));

        assertThat(answer.body().path("data").path("conversation_id").asText()).hasSize(36);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "59999, false", "60000, true", "90000, true"})
    void aCommandIdIsRememberedForSixtySecondsAndNotLonger(long after, boolean effect) {
        LegLife life = LegLife.answered();
        life.command("transcription_stop", body("{'command_id':'one'}"));
        life.pass(after);

        Answer again = life.command("transcription_stop", body("{'command_id':'one'}"));

        assertThat(shown(again)).isEqualTo("200 ok");
        assertThat(again.effect()).isEqualTo(effect);
    }

    @Test
    void aRepetitionDoesNotProlongTheSixtySeconds() {
        LegLife life = LegLife.answered();
        life.command("transcription_stop", body("{'command_id':'one'}"));
        life.pass(50_000);
        life.command("transcription_stop", body("{'command_id':'one'}"));
        life.pass(10_000);

        assertThat(life.command("transcription_stop", body("{'command_id':'one'}"))
                        .effect())
                .isTrue();
    }

    @Test
    void aRepeatedHangupIsIgnoredThoughTheCallIsOver() {
        LegLife life = LegLife.answered();
        life.command("hangup", body("{'command_id':'one'}"));
        life.effects.clear();

        assertThat(shown(life.command("hangup", body("{'command_id':'one'}")))).isEqualTo("200 ok");
        assertThat(shown(life.command("hangup", body("{'command_id':'two'}")))).isEqualTo("422 90018");
        assertThat(life.effects).isEmpty();
    }

    @Test
    void aRefusedCommandDoesNotUseUpItsId() {
        LegLife life = LegLife.parked();
        life.command("speak", body("{'payload':'Hi','voice':'v','command_id':'one'}"));
        life.command("answer", "{}");

        assertThat(life.command("speak", body("{'payload':'Hi','voice':'v','command_id':'one'}"))
                        .effect())
                .isTrue();
    }

    private static String shown(Answer answer) {
        return answer.status() + " " + (answer.status() == 200 ? "ok" : answer.code());
    }

    private static String minimal(String command) {
        return body(Objects.requireNonNull(MINIMAL.get(command), command));
    }

    private static String body(String quoted) {
        return quoted.replace('\'', '"');
    }
}
