/** Addresses of the local event bus, the identity codec, and the messages that travel on it. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.bus;
