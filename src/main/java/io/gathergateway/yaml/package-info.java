/** Reading YAML with places: every mistake knows its file, line and column, and all are reported at once. Pure. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.yaml;
