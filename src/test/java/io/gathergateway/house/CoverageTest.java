package io.gathergateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final String COLUMNS =
            "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,"
                    + "LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED";

    @Test
    void countsOverAllClasses() {
        List<String> csv = List.of(COLUMNS, "g,a,A,9,9,1,3,10,30,9,9,9,9", "g,a,\"B<C, D>\",9,9,0,0,5,5,9,9,9,9");

        assertThat(Coverage.summary(csv)).isEqualTo("coverage: 70.0 % of lines, 75.0 % of branches");
    }
}
