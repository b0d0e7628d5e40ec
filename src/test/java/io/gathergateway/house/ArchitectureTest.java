package io.gathergateway.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/** The arrows between rooms go one way, and each outside thing is touched in one place. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String VERTX_HTTP = "io\\.vertx\\.core\\.http\\.";

    @ArchTest
    static final ArchRule roomsImportOnlyWhatThePlanAllows = classes().should(Rooms.importOnlyWhatTheirRoomMay());

    @ArchTest
    static final ArchRule roomsFormNoCycle =
            slices().matching(Rooms.ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule pureRoomsKnowNoOutside = noClasses()
            .that()
            .resideInAnyPackage(Rooms.PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.vertx..",
                    "io.netty..",
                    "redis..",
                    "io.micrometer..",
                    "io.github.resilience4j..",
                    "org.slf4j..",
                    "java.net.http..",
                    "java.nio.file.."))
            .because("what a call does next depends on what has happened to it and on nothing else (P6)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pureRoomsHaveNoClockAndNoDice = noClasses()
            .that()
            .resideInAnyPackage(Rooms.PURE)
            .should()
            .dependOnClassesThat(nameMatching("java\\.util\\.(Random|SplittableRandom|Timer)|java\\.util\\.random\\..*"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom"
                    + "|java\\.security\\.SecureRandom|java\\.time\\.(Clock|InstantSource)|java\\.lang\\.Thread"))
            .orShould()
            .accessTargetWhere(calls("java\\.lang\\.System", "currentTimeMillis|nanoTime|getProperty"))
            .orShould()
            .accessTargetWhere(calls("java\\.time\\..*", "now"))
            .orShould()
            .accessTargetWhere(calls("java\\.lang\\.Math", "random"))
            .orShould()
            .accessTargetWhere(calls("java\\.util\\.UUID", "randomUUID"))
            .because("a journal replayed tomorrow gives today's commands (P6)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheStoreSpeaksRedis = outside("store")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx.redis..", "redis.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule fewRoomsSpeakHttpOutwards = outside("command", "callout", "outcome", "simulator")
            .should()
            .dependOnClassesThat(nameMatching(VERTX_HTTP
                    + "(HttpClient|WebSocketClient).*|io\\.vertx\\.ext\\.web\\.client\\..*|java\\.net\\.http\\..*"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule fewRoomsListen = outside("webhook", "ops", "api", "console", "simulator", "door")
            .should()
            .dependOnClassesThat(nameMatching(
                    VERTX_HTTP + "(HttpServer|ServerWebSocket).*|io\\.vertx\\.ext\\.web\\.(?!client\\.).*"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheCommandLineReadsTheEnvironment =
            outside("cli").should().accessTargetWhere(calls("java\\.lang\\.System", "getenv"));

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess =
            outside("cli").should().accessTargetWhere(calls("java\\.lang\\.(System|Runtime)", "exit|halt"));

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .accessTargetWhere(calls("java\\.lang\\.Thread|java\\.util\\.concurrent\\.TimeUnit", "sleep"))
            .because("an event loop that sleeps stops every call on it");

    /** No class outside these rooms. */
    private static GivenClassesConjunction outside(String... rooms) {
        String[] packages = new String[rooms.length];
        for (int i = 0; i < rooms.length; i++) {
            packages[i] = Rooms.ROOT + "." + rooms[i] + "..";
        }
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> calls(String owner, String method) {
        return DescribedPredicate.describe(
                owner + "." + method + "()",
                access -> access.getTargetOwner().getName().matches(owner)
                        && access.getTarget().getName().matches(method));
    }
}
