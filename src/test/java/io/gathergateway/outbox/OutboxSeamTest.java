package io.gathergateway.outbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The outbox runs under a seeded simulation: the same seed, the same run. */
@AnalyzeClasses(packages = "io.gathergateway.outbox", importOptions = ImportOption.DoNotIncludeTests.class)
class OutboxSeamTest {
    @ArchTest
    static final ArchRule timeThreadsAndDiceComeThroughPorts = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.Clock|java\\.util\\.(Random|Timer|SplittableRandom|random\\..*)"
                    + "|java\\.lang\\.Thread|java\\.util\\.concurrent\\..*|io\\.vertx\\.core\\.(Vertx|Context)");
}
