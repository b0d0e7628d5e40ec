package io.gathergateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.webhook.RawHttp;
import io.vertx.core.eventbus.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is asked of the control API over HTTP, and what it answers; the owners of calls are the test's. */
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOUND = """
            {"flow": "reminder", "to": "+13125550199", "from": "+13125550100", "connection": "1494404757140276705",
             "with": {"name": "Ada", "age": 36}}""";
    private static final String EVENT = "{\"id\": \"event-1\", \"name\": \"paid\", \"data\": {\"cents\": 4200}}";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.gathergateway");

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
    }

    @AfterEach
    void nothingIsLoggedThatMustNotBe() {
        logger.detachAppender(log);
        logger.setLevel(null);
        assertThat(log.list)
                .allSatisfy(line -> assertThat(
                                line.getFormattedMessage() + line.getKeyValuePairs() + line.getThrowableProxy())
                        .doesNotContain(ApiServer.TOKEN, "13125550", "Ada", "4711"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no token             | GET /v1/calls/c-1 HTTP/1.1                                            | 401 | no token that opens this
            no token, no path    | GET /v2 HTTP/1.1                                                      | 401 | no token that opens this
            a wrong token        | GET /v1/calls/c-1 HTTP/1.1~Authorization: Bearer t0ken-that           | 401 | no token that opens this
            not a bearer         | GET /v1/calls/c-1 HTTP/1.1~Authorization: Basic TOKEN                 | 401 | no token that opens this
            an empty token       | GET /v1/calls/c-1 HTTP/1.1~Authorization: Bearer                      | 401 | no token that opens this
            no such path         | GET /v1/call HTTP/1.1~Authorization: Bearer TOKEN                     | 404 | no such path
            no call              | GET /v1/calls/ HTTP/1.1~Authorization: Bearer TOKEN                   | 404 | no such path
            beyond a path        | POST /v1/calls/c-1/events/e HTTP/1.1~Authorization: Bearer TOKEN      | 404 | no such path
            an id of nothing     | GET /v1/calls/c$1 HTTP/1.1~Authorization: bearer TOKEN                | 404 | no such call
            a call long over     | GET /v1/calls/c-1 HTTP/1.1~Authorization: bearer  TOKEN               | 404 | no such call
            not JSON             | POST /v1/calls HTTP/1.1~Authorization: Bearer TOKEN~Content-Type: text/json | 415 | the body is not JSON
            of no type           | POST /v1/calls/c-1/events HTTP/1.1~Authorization: Bearer TOKEN        | 415 | the body is not JSON
            """)
    void whatIsNotARequestOfOursIsRefused(String why, String head, int status, String problem) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            RawHttp.Answer answer = api.send(head.replace("~", "\n").replace("TOKEN", ApiServer.TOKEN), "");
            assertThat(answer.status()).as(why).isEqualTo(status);
            assertThat(errors(answer)).isEqualTo(Map.of("", problem));
            assertThat(answer.headers().get("www-authenticate")).isEqualTo(status == 401 ? "Bearer" : null);
            assertThat(api.received).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/calls, POST",
        "PUT, /v1/calls, POST",
        "DELETE, /v1/calls/c-1, GET",
        "POST, /v1/calls/c-1, GET",
        "GET, /v1/calls/c-1/events, POST"
    })
    void anotherMethodIsToldWhichOneItIs(String method, String path, String allowed) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            RawHttp.Answer answer =
                    api.send(method + " " + path + " HTTP/1.1\nAuthorization: Bearer " + ApiServer.TOKEN, "");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", allowed);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"flow": "reminder"               | = the body is not JSON as we take it: syntax
            {"flow": "a", "flow": "b"}        | = the body is not JSON as we take it: duplicate key
            {} {}                             | = the body is not JSON as we take it: trailing content
            []                                | = the body is no JSON object
            {}                                | /flow = is missing; /connection = is missing; /to = is missing; /from = is missing
            {"speed": 1}                      | /speed = unknown key; /flow = is missing; /connection = is missing; /to = is missing; /from = is missing
            {"a/b~c": 1, "flow": "reminder"}  | /a~1b~0c = unknown key; /connection = is missing; /to = is missing; /from = is missing; /with/name = is missing; /with/age = is missing
            {"flow": "x", "to": "C", "from": "312", "connection": 5}                             | /flow = there is no such flow live; /to = does not have the right form; /from = does not have the right form; /connection = is no text
            {"flow": "reminder", "to": "sip:a@b", "from": "F", "connection": "1", "with": "Ada"} | /from = does not have the right form; /with = is no object; /with/name = is missing; /with/age = is missing
            {"flow": "reminder", "to": "T", "from": "F", "connection": "1", "with": {"name": null, "age": 36}}        | /to = does not have the right form; /from = does not have the right form; /with/name = is missing
            {"flow": "reminder", "to": "sip:a@b", "from": "+13125550100", "connection": "1", "with": {"name": "Ada", "age": "36", "when": 1}} | /with/age = must be a whole number; /with/when = the flow does not take it
            {"flow": "reminder", "to": "sip:a@b", "from": "+13125550100", "connection": "1", "with": {"name": "Ada", "age": 4711.5}}          | /with/age = must be a whole number
            {"flow": "reminder", "to": "sip:a@b", "from": "+13125550100", "connection": "1", "with": {"name": ["Ada"], "age": 12}}            | /with/name = must be text; /with/age = must be at least 18
            """)
    void everyMistakeOfACallToPlaceIsToldAtOnce(String body, String mistakes) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            RawHttp.Answer answer = api.post("/v1/calls", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(errors(answer)).isEqualTo(told(mistakes));
            assertThat(answer.body()).doesNotContain("Ada", "4711", "13125550100\",\"");
            assertThat(api.received).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id": "e", "name": "paid"  |          | = the body is not JSON as we take it: syntax
            "paid"                      |          | = the body is no JSON object
            {}                          |          | /id = is missing; /name = is missing
            {"name": "not a name"}      | e-1      | /name = does not have the right form
            {"id": "a b", "name": 1}    |          | /id = does not have the right form; /name = is no text
            {"id": "e-2", "name": "p"}  | e-1      | /id = is not the Idempotency-Key
            {"id": "e", "nam": "paid"}  |          | /nam = unknown key; /name = is missing
            {"name": "paid"}            | a b      | = Idempotency-Key is no key
            """)
    void everyMistakeOfAnEventIsToldAtOnce(String body, String key, String mistakes) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            RawHttp.Answer answer = key == null
                    ? api.post("/v1/calls/c-1/events", body)
                    : api.post("/v1/calls/c-1/events", body, "Idempotency-Key: " + key);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(errors(answer)).isEqualTo(told(mistakes));
            assertThat(api.received).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a key", "kéy", ""})
    void aKeyIsVisibleAscii(String key) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            for (String header : List.of(key, "k".repeat(129))) {
                RawHttp.Answer answer = api.post("/v1/calls", SOUND, "Idempotency-Key: " + header);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(errors(answer)).isEqualTo(Map.of("", "Idempotency-Key is no key"));
            }
            assertThat(api.received).isEmpty();
        }
    }

    @Test
    void theSameKeyIsTheSameCall() throws Exception {
        try (ApiServer api = new ApiServer(Applied.DUPLICATE)) {
            RawHttp.Answer once = api.post("/v1/calls", SOUND, "Idempotency-Key: k-1");
            RawHttp.Answer again = api.post("/v1/calls", SOUND, "Idempotency-Key: k-1");
            RawHttp.Answer other = api.post("/v1/calls", SOUND, "Idempotency-Key: k-2");
            RawHttp.Answer alone = api.post("/v1/calls", SOUND);
            assertThat(List.of(once.status(), again.status(), other.status(), alone.status()))
                    .containsOnly(202);
            assertThat(again.body()).isEqualTo(once.body());
            assertThat(List.of(id(once), id(other), id(alone))).doesNotHaveDuplicates();
            assertThat(api.received.get(1))
                    .as("told to the same call, under the same id")
                    .isEqualTo(api.received.get(0));
            assertThat(api.received.getFirst())
                    .isEqualTo(new SessionEvent.PlaceCall(
                            api.received.getFirst().key(),
                            "reminder",
                            "1494404757140276705",
                            "+13125550199",
                            "+13125550100",
                            Map.of("name", "Ada", "age", 36L)));
            assertThat(api.count("place_call", 202)).isEqualTo(4);
        }
    }

    @Test
    void aCallThatIsNotPlacedIsNotSaidToBe() throws Exception {
        try (ApiServer api = new ApiServer(Applied.IGNORED)) {
            assertThat(api.post("/v1/calls", SOUND, "Idempotency-Key: k-1").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void aCallIsToldOfAnEventByItsOwnIdOrTheKeys() throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            api.call("c-1", "RUNNING", ",\"flowLeg\":\"leg-1\"");
            assertThat(api.post("/v1/calls/c-1/events", EVENT).status()).isEqualTo(202);
            String unnamed = EVENT.replace("\"id\": \"event-1\", ", "");
            assertThat(api.post("/v1/calls/c-1/events", unnamed, "Idempotency-Key: event-1")
                            .status())
                    .isEqualTo(202);
            assertThat(api.post("/v1/calls/c-1/events", EVENT, "Idempotency-Key: event-1")
                            .status())
                    .isEqualTo(202);
            assertThat(api.received).hasSize(3).allSatisfy(event -> {
                assertThat(event.id()).isEqualTo("external:event-1");
                assertThat(event).isEqualTo(api.received.getFirst());
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, '', the call has not begun",
        "PARKED, '', the call has not begun",
        "HANDED_OVER, ',\"flowLeg\":\"leg-1\"', the flow of this call is over",
        "HANGING_UP, ',\"flowLeg\":\"leg-1\"', the flow of this call is over",
        "ENDED, ',\"flowLeg\":\"leg-1\"', the flow of this call is over"
    })
    void whatCannotBeToldNowDoesNotCountAsTold(String stage, String more, String problem) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            api.call("c-1", stage, more);
            RawHttp.Answer answer = api.post("/v1/calls/c-1/events", EVENT);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(errors(answer)).isEqualTo(Map.of("", problem));
            assertThat(api.post("/v1/calls/c-2/events", EVENT).status()).isEqualTo(404);
            assertThat(api.received).isEmpty();
        }
    }

    @Test
    void aCallThatEndsAtThatMomentSaysSo() throws Exception {
        try (ApiServer api = new ApiServer(Applied.IGNORED)) {
            api.call("c-1", "RUNNING", ",\"flowLeg\":\"leg-1\"");
            assertThat(api.post("/v1/calls/c-1/events", EVENT).status()).isEqualTo(409);
        }
    }

    @Test
    void aCallIsShownWithoutNumbersAndWithoutWhatTheCallerSaid() throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED)) {
            api.call("c-1", "HANDED_OVER", ",\"flowLeg\":\"leg-1\",\"flow\":\"reminder\",\"step\":\"hello\"");
            RawHttp.Answer answer = api.get("/v1/calls/c-1?what=all");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("content-type", "application/json");
            assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("""
                    {"id": "c-1", "stage": "handed_over", "flow": "reminder", "step": "hello", "revision": "rev-1",
                     "started": "2026-09-21T14:13:20Z"}"""));
        }
    }

    @Test
    void tooMuchAtOnceIsRefusedAtOnceAndOnlyThen() throws Exception {
        try (ApiServer api = new ApiServer(null, 2, () -> ApiServer.FLOWS);
                RawHttp one = api.connect();
                RawHttp two = api.connect()) {
            for (RawHttp http : List.of(one, two)) {
                http.write(ApiServer.head(ApiServer.posting("/v1/calls"), SOUND.length()) + SOUND);
            }
            List<Message<SessionEvent>> held = List.of(api.nextHeld(), api.nextHeld());
            RawHttp.Answer refused = api.get("/v1/calls/c-1");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            held.forEach(message -> message.reply(Applied.COMMITTED, LocalCodecs.local()));
            assertThat(List.of(one.read().status(), two.read().status())).containsOnly(202);
            assertThat(api.get("/v1/calls/c-1").status()).isEqualTo(404);
        }
    }

    @Test
    void anOwnerThatDoesNotAnswerOrFailsMeansTryAgain() throws Exception {
        try (ApiServer api = new ApiServer(null);
                RawHttp one = api.connect()) {
            one.write(ApiServer.head(ApiServer.posting("/v1/calls"), SOUND.length()) + SOUND);
            api.nextHeld().fail(503, "not committed");
            RawHttp.Answer failed = one.read();
            assertThat(failed.status()).isEqualTo(503);
            assertThat(failed.headers()).as("the connection is of further use").doesNotContainKey("connection");

            assertThat(api.post("/v1/calls", SOUND).status()).isEqualTo(503);
            assertThat(errors(failed)).isEqualTo(Map.of("", "it is not known to be written"));
            assertThat(api.count("place_call", 503)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeBodyIsRefusedWhetherAnnouncedOrNot(boolean announced) throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED);
                RawHttp http = api.connect()) {
            if (announced) {
                http.write(ApiServer.head(ApiServer.posting("/v1/calls"), 64 * 1024 + 1));
            } else {
                http.write((ApiServer.posting("/v1/calls") + "\nHost: gateway\nTransfer-Encoding: chunked\n\n")
                        .replace("\n", "\r\n"));
                http.writeUnlessClosed(
                        ("10001\r\n" + " ".repeat(0x10001) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(errors(answer)).isEqualTo(Map.of("", "the body is over 64 KB"));
            assertThat(http.isClosedByPeer()).isTrue();
            String largest = SOUND + " ".repeat(64 * 1024 - SOUND.length());
            assertThat(api.post("/v1/calls", largest).status()).isEqualTo(202);
        }
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForLong() throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED);
                RawHttp http = api.connect()) {
            http.write(ApiServer.head(ApiServer.posting("/v1/calls"), 10) + "{");
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(http.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aMistakeOfOursTellsNothingOfTheRequest() throws Exception {
        try (ApiServer api = new ApiServer(Applied.COMMITTED, 1, () -> {
            throw new IllegalStateException("Ada at +13125550199");
        })) {
            RawHttp.Answer answer = api.post("/v1/calls", SOUND);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("Ada", "1312");
            assertThat(log.list).anyMatch(line -> line.getLevel() == Level.ERROR);
            assertThat(api.get("/v1/calls/c-1").status())
                    .as("it is not under way any more")
                    .isEqualTo(404);
        }
    }

    private static String id(RawHttp.Answer answer) throws Exception {
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /** The problems by where they are; each has a cure. */
    private static Map<String, String> errors(RawHttp.Answer answer) throws Exception {
        JsonNode errors = JSON.readTree(answer.body()).path("errors");
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.path("cure").asText()).isNotBlank());
        return StreamSupport.stream(errors.spliterator(), false)
                .collect(Collectors.toMap(
                        error -> error.path("at").asText(),
                        error -> error.path("problem").asText()));
    }

    /** As {@code at = problem; …}. */
    private static Map<String, String> told(String mistakes) {
        return List.of(mistakes.split("; ")).stream()
                .map(mistake -> mistake.split(" ?= ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
