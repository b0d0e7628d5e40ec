/** The operator's side: management port with probes and metrics, event loop lag, the form of the log. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.ops;
