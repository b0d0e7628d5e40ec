/**
 * The seeded simulation: production code in one thread, on virtual time and one seed, among pods that die, a store and a
 * Telnyx that fail, and callers who do as they like; then a checker over what was acknowledged, written and done.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.simulation;
