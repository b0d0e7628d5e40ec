package io.gathergateway.yaml;

/**
 * One mistake in a file a person wrote.
 *
 * @param what what is wrong, in plain words
 * @param cure what would be right
 */
public record Problem(Place place, String what, String cure) {
    @Override
    public String toString() {
        return place + ": " + what + "; " + cure;
    }
}
