package io.gathergateway.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.telnyx.AnswerPolicy.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerPolicyTest {
    @ParameterizedTest(name = "{0} {1} to {2}: {3}")
    @CsvSource(textBlock = """
            # status, code, command, verdict
            200, '', answer, accepted
            202, '', hangup, accepted
            422, 90018, speak, call over
            422, 90018, hangup, call over
            404, '', speak, call over
            404, 10005, speak, call over
            404, '', dial, refused
            422, 90034, speak, not answered
            422, 90054, transcription_start, accepted
            422, 90054, gather_using_speak, refused
            422, 90061, gather_using_ai, refused
            422, 90015, speak, refused
            422, 10015, dial, refused
            422, '', speak, refused
            400, 10015, speak, refused
            400, 90040, gather_using_audio, refused
            402, '', dial, refused
            409, '', speak, refused
            429, 10011, speak, slow down
            429, 90103, dial, slow down
            429, '', speak, slow down
            422, 10011, dial, refused
            429, 90018, speak, slow down
            401, 10009, speak, unauthorised
            403, 10010, speak, unauthorised
            403, 20012, speak, unauthorised
            401, 90018, speak, unauthorised
            500, 10007, speak, again
            503, '', speak, again
            503, 90018, speak, again
            599, '', speak, again
            408, '', speak, again
            408, 10008, speak, again
            409, 10036, speak, again
            422, 10036, speak, again
            400, 10008, speak, again
            400, 10007, speak, again
            301, '', speak, refused
            304, '', speak, refused
            """)
    void statusAndCodeTogetherDecide(int status, String code, String command, String verdict) {
        assertThat(named(AnswerPolicy.of(status, code, command))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"400", "409", "418", "422", "451"})
    void anUnknownCodeGoesByItsStatusAndIsKept(int status) {
        assertThat(AnswerPolicy.of(status, "99999", "speak"))
                .isEqualTo(new Verdict.Final(new CommandResult.Refused(status, "99999")));
    }

    private static String named(Verdict verdict) {
        return switch (verdict) {
            case Verdict.TryAgain again -> "again";
            case Verdict.SlowDown slow -> "slow down";
            case Verdict.Unauthorised refused -> "unauthorised";
            case Verdict.Final(CommandResult result) ->
                switch (result) {
                    case CommandResult.Accepted accepted -> "accepted";
                    case CommandResult.CallOver over -> "call over";
                    case CommandResult.NotAnswered early -> "not answered";
                    case CommandResult.Refused refused -> "refused";
                    case CommandResult.Unconfirmed unknown -> "unconfirmed";
                    case CommandResult.Expired late -> "expired";
                };
        };
    }
}
