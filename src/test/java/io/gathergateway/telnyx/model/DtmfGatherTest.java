package io.gathergateway.telnyx.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a DTMF gather ends, and what is told on the way. */
class DtmfGatherTest {
    private static final String PROMPT = "'payload':'Press a key','voice':'v'";

    /** Keys pressed at once; then a minute of silence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'maximum_digits':1                                         | 1    | valid   | 1
            'maximum_digits':1,'valid_digits':'12'                     | 7    | invalid | 7
            'maximum_digits':4                                         | 1234 | valid   | 1234
            'maximum_digits':4                                         | 12#  | valid   | 12
            'maximum_digits':4                                         | 12   | valid   | 12
            'maximum_digits':4,'minimum_digits':3                      | 12#  | invalid | 12
            'maximum_digits':4,'minimum_digits':3                      | 12   | invalid | 12
            'maximum_digits':4,'terminating_digit':'*'                 | 1#*  | valid   | 1#
            'maximum_digits':1                                         | ""   | timeout | ""
            """)
    void endsAsTheDigitsSay(String parameters, String keys, String status, String digits) {
        LegLife life = LegLife.answered();
        command(life, "gather_using_speak", PROMPT + ",'maximum_tries':1," + parameters);
        life.press(keys);
        life.pass(70_000);

        assertThat(life.last("call.gather.ended").path("status").asText()).isEqualTo(status);
        assertThat(life.last("call.gather.ended").path("digits").asText()).isEqualTo(digits);
        assertThat(life.story().stream().filter("call.dtmf.received"::equals)).hasSize(keys.length());
        assertThat(life.leg().alarms()).isEmpty();
    }

    @Test
    void silenceReplaysThePromptUntilTheTriesAreUsedUp() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_speak", PROMPT + ",'timeout_millis':5000,'maximum_tries':3");
        life.pass(60_000);

        assertThat(life.heard()).containsExactly("Press a key", "Press a key", "Press a key");
        assertThat(life.story()).containsExactly("call.gather.ended timeout");
    }

    @Test
    void wrongDigitsAreAnsweredByTheInvalidPrompt() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_speak", PROMPT + ",'maximum_digits':1,'valid_digits':'1','invalid_payload':'No'");
        life.press("7");
        life.pass(5_000);
        life.press("1");

        assertThat(life.heard()).containsExactly("Press a key", "No", "Press a key");
        assertThat(life.last("call.gather.ended").path("status").asText()).isEqualTo("valid");
    }

    @Test
    void digitsMayComeSlowlyButNotTooSlowly() {
        LegLife life = LegLife.answered();
        command(life, "gather", "'inter_digit_timeout_millis':2000,'minimum_digits':2");
        life.pass(4_999);
        life.press("1");
        life.pass(1_999);
        life.press("2");
        life.pass(1_999);
        assertThat(life.story()).doesNotContain("call.gather.ended valid");
        life.pass(1);

        assertThat(life.last("call.gather.ended").path("digits").asText()).isEqualTo("12");
    }

    @Test
    void thePlainGatherWaitsForTheFirstDigitOnlySoLong() {
        LegLife life = LegLife.answered();
        command(life, "gather", "'initial_timeout_millis':3000");
        life.pass(2_999);
        assertThat(life.story()).isEmpty();
        life.pass(1);

        assertThat(life.story()).containsExactly("call.gather.ended timeout");
    }

    @Test
    void aKeyInterruptsAPromptThatIsAFile() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_audio", "'audio_url':'https://example.com/menu.mp3','maximum_digits':1");
        life.press("1");

        assertThat(life.story())
                .containsExactly(
                        "call.playback.started",
                        "call.dtmf.received",
                        "call.playback.ended cancelled",
                        "call.gather.ended valid");
    }

    @Test
    void gatherStopCancels() {
        LegLife life = LegLife.answered();
        command(life, "gather", "'maximum_digits':4");
        life.press("12");
        life.command("gather_stop", "{}");

        assertThat(life.story().getLast()).isEqualTo("call.gather.ended cancelled");
        assertThat(life.last("call.gather.ended").path("digits").asText()).isEqualTo("12");
    }

    @Test
    void aHangUpDuringAGatherIsToldByBoth() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_speak", PROMPT);
        life.happen(new Stimulus.CallerHangsUp());
        life.pass(120_000);

        assertThat(life.story()).containsExactly("call.gather.ended call_hangup", "call.hangup");
        assertThat(life.last("call.hangup").path("hangup_source").asText()).isEqualTo("caller");
    }

    private static void command(LegLife life, String name, String fields) {
        Answer answer = life.command(name, ("{" + fields + "}").replace('\'', '"'));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }
}
