package io.gathergateway.yaml;

/** Where something stands in a file. Line and column count from 1, columns in characters as an editor counts them. */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
