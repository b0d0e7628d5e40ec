/** Webhooks in: cheap refusals, Ed25519 over the raw bytes, strict parsing, answer 200 only after the commit. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.webhook;
