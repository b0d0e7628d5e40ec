/** Telnyx over HTTP: bearer key, deadlines, breaker, pacing, answers classified. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.command;
