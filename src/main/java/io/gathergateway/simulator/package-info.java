/** A Telnyx to run against: commands over HTTP checked from raw JSON, signed webhooks, scripted callers. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.simulator;
