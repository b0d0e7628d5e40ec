package io.gathergateway.flow;

import dev.cel.common.CelIssue;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CEL's messages about one expression in the words of a flow file, with the cure. Confined to one reading. */
final class CelErrors {
    /** Takes a finding; {@code offset} counts characters from the start of the expression. */
    interface Sink {
        void add(int offset, String what, String cure);
    }

    private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']+)'");
    private static final Pattern FIELD = Pattern.compile("undefined field '([^']+)'");
    private static final Pattern OPERAND =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)\\s*$");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '([^']*)'");
    private static final Pattern EXPECTING = Pattern.compile(" expecting .*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern FOREIGN = Pattern.compile("\\b(and|or|not)\\b|(?<![=!<>])=(?!=)|<>|===");
    private static final Map<String, String> OPERATORS =
            Map.of("and", "&&", "or", "||", "not", "!", "=", "==", "<>", "!=", "===", "==");
    private static final Map<String, String> ELSEWHERE = Map.of(
            Variables.SECRET,
            "a secret can stand only in a header of an http step: ${secret.<name>}",
            Variables.PARTIAL,
            "partial is known only in the leave_when of a gather_ai",
            "hours",
            "declare opening hours at the top: hours: { office: { zone: …, weekly: … } }");
    private static final List<String> FUNCTIONS = List.of(
            "size",
            "has",
            "startsWith",
            "endsWith",
            "contains",
            "matches",
            "string",
            "int",
            "double",
            "all",
            "exists",
            "exists_one",
            "filter",
            "map",
            "luhn",
            "spell");

    private final Variables variables;
    private final String source;
    private final Sink sink;
    private boolean syntaxReported;

    CelErrors(Variables variables, String source, Sink sink) {
        this.variables = variables;
        this.source = source;
        this.sink = sink;
    }

    void report(int offset, String what, String cure) {
        sink.add(offset, what, cure);
    }

    void report(CelIssue issue) {
        int offset = offset(
                issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn());
        String message = issue.getMessage();
        Matcher unknown = UNKNOWN.matcher(message);
        Matcher field = FIELD.matcher(message);
        Matcher overload = OVERLOAD.matcher(message);
        if (unknown.find()) {
            unknown(offset, unknown.group(1));
        } else if (field.find()) {
            field(offset, field.group(1));
        } else if (overload.find()) {
            overload(offset, overload.group(1), overload.group(2));
        } else if (!syntaxReported) {
            syntaxReported = true;
            syntax(offset, message);
        }
    }

    private void unknown(int offset, String name) {
        if (offset < source.length() && source.charAt(offset) == '(') {
            int start = source.lastIndexOf(name, offset);
            report(
                    start < 0 ? offset : start,
                    "there is no function " + name,
                    Nearest.cure(name, FUNCTIONS, "functions"));
            return;
        }
        String elsewhere = ELSEWHERE.get(name);
        if (elsewhere != null) {
            report(offset, name + " is not known here", elsewhere);
            return;
        }
        String quote = Nearest.to(name, variables.names()).isPresent() ? "" : "; if it is text, write '" + name + "'";
        report(offset, "nothing is called " + name + " here", Nearest.cure(name, variables.names(), "names") + quote);
    }

    private void field(int offset, String name) {
        Matcher selection =
                Pattern.compile("\\.\\s*" + Pattern.quote(name) + "\\b").matcher(source);
        boolean found = selection.find(Math.min(offset, source.length()));
        int dot = found ? selection.start() : offset;
        Matcher operand = OPERAND.matcher(source.substring(0, Math.min(dot, source.length())));
        String path = operand.find() ? operand.group(1) : "this";
        Optional<List<String>> known = variables.properties(path);
        report(
                found ? selection.end() - name.length() : offset,
                path + " has no property " + name,
                known.map(all -> Nearest.cure(name, all, "properties"))
                        .orElse("see the parameters of the step that fills it"));
    }

    private void overload(int offset, String function, String types) {
        String operator = function.replace("_", "").replace("@", "");
        List<String> operands = Pattern.compile(", ")
                .splitAsStream(types.replaceAll("[()]", " ").strip())
                .map(CelErrors::type)
                .toList();
        boolean comparison = List.of("==", "!=", "<", "<=", ">", ">=").contains(operator);
        if (comparison && operands.size() == 2) {
            report(
                    offset,
                    operands.get(0) + " cannot be compared with " + operands.get(1),
                    "compare values of one type: text in quotes, numbers without; has(…) tells whether there is one");
        } else {
            report(
                    offset,
                    Problems.quoted(operator) + " cannot take "
                            + operands.stream().collect(Collectors.joining(" and ")),
                    "give it values it can take; conditions go with &&, || and !");
        }
    }

    private void syntax(int offset, String message) {
        Matcher quoted = QUOTED.matcher(source);
        String code = quoted.replaceAll(text -> " ".repeat(text.group().length()));
        Matcher foreign = FOREIGN.matcher(code);
        if (code.contains("${")) {
            report(
                    code.indexOf("${"),
                    "${ } inside of an expression",
                    "when: and check: are expressions already; write the name alone, as in call.from");
        } else if (foreign.find()) {
            String operator = foreign.group();
            report(
                    foreign.start(),
                    operator + " is no operator here",
                    "write " + OPERATORS.getOrDefault(operator, operator) + " for " + operator);
        } else if (code.indexOf('"') >= 0 || code.indexOf('\'') >= 0) {
            int quote = Math.max(code.indexOf('"'), code.indexOf('\''));
            report(quote, "a quote that is not closed", "close it");
        } else if (message.contains("<EOF>")) {
            report(offset, "the expression ends too early", "finish it, or close its brackets");
        } else {
            report(
                    offset,
                    "the expression cannot be understood: "
                            + EXPECTING.matcher(message).replaceAll(""),
                    "write it as in request.reason == \"billing\" && request.age >= 18");
        }
    }

    /** A type of CEL's in words. */
    static String type(String name) {
        if (name.startsWith(SchemaTypes.MARK)) {
            return "the whole of " + name.substring(1);
        }
        return switch (name) {
            case "string" -> "text";
            case "int", "uint", "double" -> "a number";
            case "bool" -> "true or false";
            case "null", "null_type" -> "null";
            default -> name.startsWith("list") ? "a list" : name.startsWith("map") ? "a mapping" : name;
        };
    }

    /** Where a line and a column in it, both as CEL counts them, are in the expression. */
    int offset(int line, int column) {
        int start = 0;
        for (int i = 1; i < line && source.indexOf('\n', start) >= 0; i++) {
            start = source.indexOf('\n', start) + 1;
        }
        int left = source.codePointCount(start, source.length());
        return source.offsetByCodePoints(start, Math.min(Math.max(column, 0), left));
    }
}
