package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a text into its parts and compiles the expressions. Two dollar signs before a brace stand for one, and what
 * follows is text.
 */
final class TemplateCompiler {
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";

    private final CelCheck cel;
    private final Problems problems;

    TemplateCompiler(CelCheck cel, Problems problems) {
        this.cel = cel;
        this.problems = problems;
    }

    /** The template, or nothing when an expression in it is wrong; then problems say what. */
    Optional<Template> compile(YamlNode.Scalar scalar, int max) {
        String text = scalar.text();
        List<Template.Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        boolean good = true;
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
                parts.add(new Template.Part.Text(plain.toString()));
                plain.setLength(0);
                Optional<Expression> value = cel.insert(scalar, from, text.substring(from, end));
                value.ifPresent(expression -> parts.add(new Template.Part.Value(expression)));
                good &= value.isPresent();
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        parts.add(new Template.Part.Text(plain.toString()));
        return good ? Optional.of(new Template(text, max, parts)) : Optional.empty();
    }

    /** The closing brace; those in quotes and in pairs are part of the expression. */
    private static int end(String text, int from) {
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
