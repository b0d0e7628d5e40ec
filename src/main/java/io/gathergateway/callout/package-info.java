/**
 * Asks the customer's backends over HTTP: allow-listed hosts, secrets filled in at the last moment, a breaker and a
 * bound for each host. {@code CalloutClient} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.callout;
