/** Scripted calls and what must come of them, as {@code <flow>.test.yaml} says: reads, and runs nothing. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.scenario;
