package io.gathergateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.campaign.Trial.Outcome;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails, nothing acknowledged is lost, no command has two effects, and no call hangs: the campaign in brief. */
class CampaignTest {
    @TempDir
    private Path folder;

    static Stream<Trial> trials() {
        return Trials.brief().stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void nothingIsLostDoubledOutOfOrderOrStuck(Trial trial) throws Exception {
        Outcome outcome = trial.run(folder, Scale.SHORT);

        Ledger ledger = outcome.ledger();
        assertThat(ledger.proof().events()).as("events acknowledged").isPositive();
        assertThat(ledger.isClean())
                .as("%s: %s %s %s", outcome.name(), ledger.proof(), ledger.deviations(), outcome.figure())
                .isTrue();
    }
}
