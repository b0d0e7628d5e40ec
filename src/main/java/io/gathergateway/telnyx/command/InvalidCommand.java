package io.gathergateway.telnyx.command;

import java.util.List;

/**
 * A command that Telnyx would refuse was about to be made. The message names every violation with the command, the field
 * and what is allowed, such as {@code gather_using_speak.maximum_digits must be 1..128, was 200}; it never repeats texts
 * or digits, which may be a caller's.
 */
public final class InvalidCommand extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    InvalidCommand(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each violation, in the order of the command's rules; never empty. */
    public List<String> problems() {
        return problems;
    }
}
