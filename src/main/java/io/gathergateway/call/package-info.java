/** A call and what happens next: session, legs, the Decider, tokens, journal. Pure: no clock, no randomness, no I/O. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.call;
