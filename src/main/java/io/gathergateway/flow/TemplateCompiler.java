package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a text into its parts and compiles the expressions. Two dollar signs before a brace stand for one, and what
 * follows is text.
 */
final class TemplateCompiler {
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";
    private static final int MAX_HEADER = 2000;

    private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+([/?#]\\S*)?");
    private static final Pattern URL_BEGINS = Pattern.compile("https?://[^/?#@\\s]+[/?]\\S*");
    private static final Pattern NAMES_SECRET = Pattern.compile("(?<![A-Za-z0-9_.\"'])secret\\b");
    private static final Pattern SECRET = Pattern.compile("secret\\.[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final CelCheck cel;
    private final Problems problems;

    TemplateCompiler(CelCheck cel, Problems problems) {
        this.cel = cel;
        this.problems = problems;
    }

    /** A piece of a text. */
    sealed interface Piece {
        /** Text that stands as it is. */
        record Plain(String text) implements Piece {}

        /** What stands between the braces; {@code from} counts characters of the text. */
        record Code(String source, int from) implements Piece {}
    }

    /** A header of an http step. */
    sealed interface Header {
        /** Sent as rendered. */
        record Rendered(Template template) implements Header {}

        /** Constant text and {@code ${secret.<name>}}, as {@link Step.Http#secrets} has it. */
        record Secret(String text) implements Header {}
    }

    /** The template, or nothing when an expression in it is wrong; then problems say what. */
    Optional<Template> compile(YamlNode.Scalar scalar, int max, Scope scope) {
        return split(scalar).flatMap(pieces -> compile(scalar, max, scope, pieces));
    }

    Optional<Template> compile(YamlNode.Scalar scalar, int max) {
        return compile(scalar, max, Scope.PLAIN);
    }

    /** An address to ask: which host is asked is fixed in the flow. */
    Optional<Template> url(YamlNode.Scalar scalar) {
        Optional<List<Piece>> pieces = split(scalar);
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        String begin = pieces.get().getFirst() instanceof Piece.Plain(String text) ? text : "";
        boolean constant = pieces.get().size() <= 1;
        if (!(constant ? URL : URL_BEGINS).matcher(begin).matches()) {
            problems.add(
                    scalar.place(),
                    constant
                            ? Problems.quoted(begin) + " is no address"
                            : "an expression may not choose the scheme, host or port of an address",
                    "begin it as in https://crm.example.com/accounts/${account}");
            return Optional.empty();
        }
        return compile(scalar, Escapes.MAX_URL, Scope.PLAIN, pieces.get());
    }

    /** A header's value: with secrets, or with other expressions, never with both. */
    Optional<Header> header(YamlNode.Scalar scalar) {
        Optional<List<Piece>> pieces = split(scalar);
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        List<Piece.Code> codes = pieces.get().stream()
                .filter(Piece.Code.class::isInstance)
                .map(Piece.Code.class::cast)
                .toList();
        if (codes.stream().noneMatch(code -> NAMES_SECRET.matcher(code.source()).find())) {
            return compile(scalar, MAX_HEADER, Scope.PLAIN, pieces.get()).map(Header.Rendered::new);
        }
        for (Piece.Code code : codes) {
            if (!SECRET.matcher(code.source().strip()).matches()) {
                problems.add(
                        scalar.placeOf(code.from()),
                        "a header with a secret can hold constant text and secrets only",
                        "write ${secret.<name>} alone, and send other values in a header of their own");
                return Optional.empty();
            }
        }
        return secret(scalar, pieces.get());
    }

    private Optional<Header> secret(YamlNode.Scalar scalar, List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Plain plain -> {
                    if (plain.text().contains(OPEN)) {
                        problems.add(scalar.place(), "a header with a secret cannot hold the text ${", "leave it out");
                        return Optional.empty();
                    }
                    text.append(plain.text());
                }
                case Piece.Code code ->
                    text.append(OPEN).append(code.source().strip()).append('}');
            }
        }
        return Optional.of(new Header.Secret(text.toString()));
    }

    /** Text and expressions by turns; nothing, and a problem, where a brace is not closed. */
    Optional<List<Piece>> split(YamlNode.Scalar scalar) {
        String text = scalar.text();
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith(ESCAPED, at)) {
                plain.append(OPEN);
                at += ESCAPED.length();
            } else if (text.startsWith(OPEN, at)) {
                int from = at + OPEN.length();
                int end = end(text, from);
                if (end < 0) {
                    problems.add(
                            scalar.placeOf(at), "${ without its }", "close it with }, or write $${ for the text ${");
                    return Optional.empty();
                }
                flush(plain, pieces);
                pieces.add(new Piece.Code(text.substring(from, end), from));
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        flush(plain, pieces);
        return Optional.of(pieces.isEmpty() ? List.of(new Piece.Plain("")) : List.copyOf(pieces));
    }

    private static void flush(StringBuilder plain, List<Piece> pieces) {
        if (!plain.isEmpty()) {
            pieces.add(new Piece.Plain(plain.toString()));
            plain.setLength(0);
        }
    }

    Optional<Template> compile(YamlNode.Scalar scalar, int max, Scope scope, List<Piece> pieces) {
        List<Template.Part> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Plain plain -> parts.add(new Template.Part.Text(plain.text()));
                case Piece.Code code ->
                    cel.insert(scalar, code.from(), code.source(), scope)
                            .ifPresent(expression -> parts.add(new Template.Part.Value(expression)));
            }
        }
        return parts.size() == pieces.size() ? Optional.of(new Template(scalar.text(), max, parts)) : Optional.empty();
    }

    /** Whether there is an expression in a value, or in one inside of it. */
    static boolean holdsExpressions(YamlNode value) {
        return switch (value) {
            case YamlNode.Scalar scalar -> scalar.text().replace(ESCAPED, "").contains(OPEN);
            case YamlNode.Sequence list -> list.items().stream().anyMatch(TemplateCompiler::holdsExpressions);
            case YamlNode.Mapping mapping ->
                mapping.entries().values().stream().anyMatch(entry -> holdsExpressions(entry.value()));
        };
    }

    /** Where the closing brace is, below 0 for nowhere; those in quotes and in pairs are part of the expression. */
    static int end(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }
}
