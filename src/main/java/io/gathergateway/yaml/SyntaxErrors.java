package io.gathergateway.yaml;

import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The YAML parser's complaints in plain words. */
final class SyntaxErrors {
    private SyntaxErrors() {}

    static String what(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem()).strip();
        if (problem.contains("TAB")) {
            return "a tab where YAML wants spaces";
        }
        if (problem.contains("unexpected end of stream") || problem.contains("unexpected document separator")) {
            return "the file ends inside a quoted text that began" + began(e);
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "a colon that YAML does not expect here";
        }
        if (context(e).contains("scanning an alias")) {
            return "a * that is not in quotes";
        }
        return "this is not YAML: " + Problems.quoted(problem);
    }

    static String cure(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return "indent with spaces";
        }
        if (problem.contains("unexpected end of stream") || problem.contains("unexpected document separator")) {
            return "close the quote";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "put text that holds ': ' in quotes, or check the indentation";
        }
        if (context(e).contains("scanning an alias")) {
            return "write \"*\"";
        }
        if (context(e).contains("flow mapping") || context(e).contains("flow sequence")) {
            return "check the commas and the closing bracket of what began" + began(e);
        }
        return "check indentation, quotes and brackets here and on the line above";
    }

    private static String context(MarkedYAMLException e) {
        return e.getContext() == null ? "" : e.getContext();
    }

    private static String began(MarkedYAMLException e) {
        return e.getContextMark() == null
                ? " above"
                : " at " + (e.getContextMark().getLine() + 1) + ":"
                        + (e.getContextMark().getColumn() + 1);
    }
}
