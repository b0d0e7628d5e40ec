package io.gathergateway.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {
    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "+13125550123,     +1312***23",
        "+4930123456789,   +4930***89",
        "+1312555012,      +1312***12",
        "+131255501,       ***",
        "+1,               ***",
        "'',               ***",
        "13125550123,      ***",
        "+1312555a0123,    ***",
        "sip:ann@pbx.test, ***"
    })
    void aNumberKeepsItsHeadAndTailOnly(String number, String shown) {
        assertThat(Masked.number(number)).isEqualTo(shown);
    }
}
