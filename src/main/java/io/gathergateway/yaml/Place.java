package io.gathergateway.yaml;

/**
 * Where something stands in a file. Line and column count from 1, columns in characters as an editor counts them; line 0
 * means a source as a whole.
 */
public record Place(String file, int line, int column) {
    /** A source without lines, such as the environment, or a file that could not be read. */
    public static Place of(String source) {
        return new Place(source, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
