package io.gathergateway.config;

import io.gathergateway.yaml.Place;

/**
 * A value and where it came from, so that a mistake in it is reported where it can be mended.
 *
 * @param name what the value is called there: a key, or an environment variable
 */
record Sourced(String value, String name, Place place) {
    @Override
    public String toString() {
        return name + " at " + place;
    }
}
