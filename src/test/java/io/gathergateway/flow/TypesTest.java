package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problem;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name has a type, and what does not fit is found at its character, with a cure. */
class TypesTest {
    private static final char HERE = '§';

    /** The key, its colon, a space and the quote stand before the expression. */
    private static final int FIRST_COLUMN = 5;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "§acount == \"1\"                 | nothing is called acount          | did you mean account?",
                "account §== 3                    | text cannot be compared           | text in quotes",
                "attempts §== \"3\"               | a number cannot be compared       | numbers without",
                "§attempts                        | a condition must be true or false | compare it",
                "request.§nam == \"Ada\"          | request has no property nam       | did you mean name?",
                "claim.§injurd                    | claim has no property injurd      | did you mean injured?",
                "hours.§ofice.open                | hours has no property ofice       | did you mean office?",
                "hours.office.§opn                | hours.office has no property opn  | did you mean open?",
                "call.§form == \"\"               | call has no property form         | did you mean from?",
                "http.§staus == 200               | http has no property staus        | did you mean status?",
                "http.status §== \"200\"          | a number cannot be compared       | numbers without",
                "input §== 1                      | text cannot be compared           | text in quotes",
                "attempt §== \"1\"                | a number cannot be compared       | numbers without",
                "luhn§(attempts)                  | 'luhn' cannot take a number       | values it can take",
                "§lun(account)                    | there is no function lun          | did you mean luhn?",
                "§partial.injured                 | partial is not known here         | leave_when ",
                "§secret.crm == \"\"              | secret is not known here          | header of an http",
                "tags.exists(t, t §== 1)          | text cannot be compared           | one type",
                "language §== 1                   | text cannot be compared           | one type",
                "size_of == §\"smal\"           | size_of is never 'smal'           | did you mean small?",
                "size_of in [\"large\", §\"x\"] | size_of is never 'x'              | small, large",
                "language != §\"fr-FR\"         | language is never 'fr-FR'         | en-US, es-MX",
                "§true                            | always holds                      | something that changes",
                "§1 == 2                          | never holds                       | something that changes",
                "§[1, 2].exists(x, x > 1)         | always holds                      | something that changes",
            })
    void aConditionOfTheWrongTypeIsFound(String marked, String what, String cure) {
        Words words = Words.ofVars();
        String condition = marked.replace(String.valueOf(HERE), "");

        words.cel.condition(words.scalar(condition));

        assertThat(words.problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains(what);
            assertThat(problem.cure()).contains(cure);
            assertThat(problem.place().column()).isEqualTo(FIRST_COLUMN + marked.indexOf(HERE));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account == \"\" && attempts < 3 && price > 1 && agreed",
                "tags.exists(t, t.startsWith(\"a\")) || \"x\" in tags",
                "request.age >= 18 && request.name != \"\"",
                "free.anything == 1 || free.x.y == \"z\" || found == \"z\"",
                "claim.injured",
                "hours.office.open && !hours.office.holiday",
                "call.language == \"es-MX\" || call.answered_by == \"machine\" || call.id == \"\"",
                "http.status == 200 && http.body.open == true",
                "luhn(input) && size(spell(input)) > 3",
                "attempt == 2 && language == \"en-US\"",
            })
    void aConditionThatFitsIsTaken(String condition) {
        Words words = Words.ofVars();

        words.condition(condition);

        Words.assertNothingWrong(words.problems);
    }

    @Test
    void onlyLeaveWhenKnowsWhatTheAssistantHasSoFar() {
        Words words = Words.ofVars();
        Scope scope = new Scope.Partial(
                Words.json("{\"type\":\"object\",\"properties\":{\"injured\":{\"type\":\"boolean\"}}}"));

        assertThat(words.cel.condition(words.scalar("partial.injured == true"), scope))
                .isPresent();
        words.cel.condition(words.scalar("partial.hurt == true"), scope);

        assertThat(words.problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("partial has no property hurt"));
    }

    @Test
    void aBodyHasTheTypeThatTheStepReturns() {
        Words words = Words.ofVars();
        var returns = Words.json("{\"type\":\"object\",\"properties\":{\"open\":{\"type\":\"boolean\"}}}");

        words.cel.condition(words.scalar("http.body.opn"), new Scope.Answer(returns));
        words.cel.condition(words.scalar("http.body.open == \"yes\""), new Scope.Answer(returns));

        assertThat(words.problems.list())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "http.body has no property opn", "true or false cannot be compared with text");
    }

    @Test
    void whatSeveralHttpStepsReturnIsKnownTogether() {
        Variables variables = new Variables();
        variables.asks(Words.json("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"));
        variables.asks(Words.json("{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"integer\"}}}"));
        assertThat(variables.properties("http.body")).contains(List.of("a", "b"));

        variables.asks(SchemaTypes.anything());
        assertThat(variables.properties("http.body")).isEmpty();
    }

    @ParameterizedTest(name = "set {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ attempts: §many }                  | attempts must be a whole number          | give a whole number",
                "{ attempts: §1.5 }                   | attempts must be a whole number          | give a whole number",
                "{ attempts: \"${§account}\" }        | attempts takes a whole number, this is text | int(",
                "{ attempts: §\"no ${account}\" }     | attempts takes a whole number, this is text | int(",
                "{ attempts: \"${§price}\" }          | attempts takes a whole number, this is a number | int(",
                "{ account: \"${§attempts}\" }        | account takes text, this is a whole number | string(",
                "{ agreed: \"${§attempts}\" }         | agreed takes true or false               | compare it",
                "{ §acount: \"1\" }                   | set names acount, which is no variable   | did you mean account?",
                "{ §nobody: 1 }                       | set names nobody                         | vars: { nobody",
                "{ §request.nam: Ada }                | request has no property nam              | did you mean name?",
                "{ request.age: §old }                | request.age must be a whole number       | give a whole",
                "{ request: { §nam: Ada } }           | request has no property nam              | did you mean name?",
                "{ request: { age: \"${§account}\" } }| request.age takes a whole number         | int(",
                "{ §account.x: 1 }                    | account has no property x                | known properties: none",
                "{ language: §fr-FR }                 | language must be one of en-US, es-MX     | give one of en-US, es-MX",
                "{ language: \"${§attempts}\" }       | language takes text                      | string(",
                "{ size_of: §medium }                 | size_of must be one of small, large      | give one of",
                "{ tags: §new }                       | tags must be a list of texts             | give a list",
                "{ tags: [ §3 ] }                     | tags must be text                        | give text",
                "{ §call: 1 }                         | set names call, which cannot be set      | declare it in vars",
                "{ account: \"${§nobody}\" }          | nothing is called nobody                 | known names",
                "{ account: \"${§duration('1s')}\" }  | cannot be kept                           | string(",
                "{ account: \"a §${account\" }        | ${ without its }                         | close it",
            })
    void whatIsSetMustBeOfTheDeclaredType(String marked, String what, String cure) {
        Words words = Words.ofVars();
        String set = marked.replace(String.valueOf(HERE), "");

        words.values.assignments((YamlNode.Mapping) words.yaml(set), Scope.PLAIN);

        assertThat(words.problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains(what);
            assertThat(problem.cure()).contains(cure);
            assertThat(problem.place().column()).isEqualTo(1 + marked.indexOf(HERE));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ attempts: \"${attempts + 1}\", language: es-MX, request.name: \"${account}\" }",
                "{ price: \"${attempts}\", agreed: \"${attempts > 1}\", tags: [ a, \"${account}\" ] }",
                "{ account: \"${found}\", attempts: \"${found}\", free: { a: { b: 1 } }, free.c: 2 }",
                "{ request: { name: Ada, age: 3 }, size_of: small, account: ~ }",
                "{ request: \"${{'name': account}}\", language: \"${call.language}\" }",
            })
    void whatFitsIsSet(String set) {
        Words words = Words.ofVars();

        assertThat(words.set(set)).isNotEmpty();
        Words.assertNothingWrong(words.problems);
    }

    @Test
    void aResultGoesIntoADeclaredVariableOnlyIfItFits() {
        Words words = Words.ofVars();
        var place = new Place("f.yaml", 3, 7);

        words.variables.fill("attempts", SchemaTypes.simple("string"), place, words.problems);
        words.variables.fill("request.nme", SchemaTypes.simple("string"), place, words.problems);
        words.variables.fill("hours", SchemaTypes.simple("string"), place, words.problems);

        assertThat(words.problems.list())
                .extracting(Problem::what)
                .containsExactly(
                        "attempts takes a whole number, but the step brings text",
                        "request has no property nme",
                        "into cannot fill hours, which expressions have already");
    }

    @Test
    void aFlowOfOneLanguageCannotChangeIt() {
        Problems problems = new Problems();

        new Variables().target("language", "set", new Place("f.yaml", 1, 1), problems);

        assertThat(problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.cure()).contains("languages: { en-US"));
    }

    @Test
    void aCalledFlowIsGivenAllItTakesAndNothingElse() {
        Words words = Words.ofVars();
        var takes = Variables.taken(words.variables.own().values().stream()
                .filter(variable -> List.of("account", "attempts").contains(variable.name()))
                .toList());

        words.values.compile(words.yaml("{ account: \"${account}\", attempts: 1 }"), Scope.PLAIN, "with", takes);
        Words.assertNothingWrong(words.problems);
        words.values.compile(words.yaml("{ acount: \"1\", attempts: x }"), Scope.PLAIN, "with", takes);

        words.values.compile(words.yaml("{ more: 1 }"), Scope.PLAIN, "with", Variables.taken(List.of()));

        assertThat(words.problems.list())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "with has no property more",
                        "with has no property acount",
                        "with lacks account",
                        "with.attempts must be a whole number");
    }

    @Test
    void aRecordingHasAnAddressAndALength() {
        Words words = Words.ofVars();
        words.variables.fill("message", Variables.recording(), new Place("f.yaml", 1, 1), words.problems);

        words.condition("message.url != \"\" && message.seconds > 3");

        Words.assertNothingWrong(words.problems);
    }
}
